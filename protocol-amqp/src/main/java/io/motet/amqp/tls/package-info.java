/** TLS for listeners: options and certificates that may change while the broker runs. */
package io.motet.amqp.tls;
