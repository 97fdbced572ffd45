/**
 * What management sees of clients: connections, channels, consumers. Must not know wire formats.
 */
package io.motet.broker.connection;
