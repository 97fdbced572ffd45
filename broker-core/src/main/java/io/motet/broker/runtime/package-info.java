/** The only place that touches the system clock, randomness and threads. */
package io.motet.broker.runtime;
