/** What is left when the broker's process is killed. */
package io.motet.kafka.recovery;
