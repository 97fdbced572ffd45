/** Stand-ins for the core and a client that speaks in frames, for tests without a broker. */
package io.motet.amqp.support;
