/**
 * What each object of the broker looks like in JSON: RabbitMQ's fields, in the union of the
 * versions that clients know. Must not know routes or change anything.
 */
package io.motet.management.view;
