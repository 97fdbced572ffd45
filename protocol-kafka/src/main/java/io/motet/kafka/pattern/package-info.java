/** Patterns that clients send, in RE2's syntax. Must not know what they are matched with. */
package io.motet.kafka.pattern;
