/**
 * A small HTTP server over Netty's codec: one event loop for the sockets, worker threads for the
 * answers. Knows requests, responses and headers; must not know the broker.
 */
package io.motet.management.http;
