/**
 * A light AMQP load generator. It sends frames encoded once and counts what comes back without
 * decoding it, so that on a small machine the server, not the load tool, is what is measured. Must
 * not use the server's codec: it would share its mistakes.
 */
package io.motet.benchmarks.load;
