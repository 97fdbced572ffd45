/**
 * TLS for the listeners of all front ends: options, and certificates that may change while the
 * broker runs. Must not know protocols, but for the name in their settings.
 */
package io.motet.broker.tls;
