/**
 * What a dead-lettered message carries with it: the history of its deaths. Pure functions over
 * properties; must not know queues or routing.
 */
package io.motet.broker.deadletter;
