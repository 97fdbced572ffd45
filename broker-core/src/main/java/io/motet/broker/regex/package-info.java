/** Regular expressions as RabbitMQ's users write them. Knows nothing else. */
package io.motet.broker.regex;
