package io.motet.gearman.service;

import io.motet.broker.queue.Consumer;

/** A taker of this front end: what it settles needs no telling. */
public interface OwnTaker extends Consumer {}
