/**
 * What front ends do with sockets alike: collecting bytes for one flush, counting traffic. Must not
 * know wire formats.
 */
package io.motet.broker.socket;
