/**
 * Bearer tokens (RFC 6750, RFC 7628): what a client says with one, and whether a token is good. The
 * signature is checked by jose4j. Must not know connections, sessions or users.
 */
package io.motet.kafka.sasl.oauth;
