/** Exchanges, bindings and routing. Must not know connections or wire formats. */
package io.motet.broker.exchange;
