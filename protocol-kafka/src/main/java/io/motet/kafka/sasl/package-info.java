/** Logging in by SASL, against the broker's users. Must not know other requests. */
package io.motet.kafka.sasl;
