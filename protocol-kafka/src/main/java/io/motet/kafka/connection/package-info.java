/**
 * A client's connection: frames, the order of answers, and bytes out. Must not know what any
 * request does.
 */
package io.motet.kafka.connection;
