/** What is left after the broker's process is killed in the middle of its work. */
package io.motet.amqp.recovery;
