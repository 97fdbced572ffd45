/**
 * {@code motet}: starts a broker as a process of its own. Turns a command line into settings,
 * prints the listeners, waits for a signal. Must not know a protocol.
 */
package io.motet.cli.server;
