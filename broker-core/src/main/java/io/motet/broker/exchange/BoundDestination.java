package io.motet.broker.exchange;

/** A binding of an exchange together with what its destination's name stands for. */
public record BoundDestination(Binding binding, Destination destination) {}
