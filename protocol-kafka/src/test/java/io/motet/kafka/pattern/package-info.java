/** Patterns that clients send. */
package io.motet.kafka.pattern;
