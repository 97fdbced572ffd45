/**
 * AMQP 0-9-1 on the wire: frames, methods, field tables, content properties. Pure translation
 * between bytes and values; must not know connections, channels or the broker's model beyond a
 * message and its properties.
 */
package io.motet.amqp.codec;
