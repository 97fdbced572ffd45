/** The broker's model and the entry point to start one in any JVM. Must not know a wire format. */
package io.motet.broker;
