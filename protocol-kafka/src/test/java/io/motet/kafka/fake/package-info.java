/** Topics that live in memory, for tests of the protocol alone. */
package io.motet.kafka.fake;
