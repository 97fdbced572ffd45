/**
 * What front ends do with sockets alike: opening ports, keeping the connections, collecting bytes
 * for one flush, counting traffic. Must not know wire formats.
 */
package io.motet.broker.socket;
