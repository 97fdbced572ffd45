/**
 * JSON as the API reads and writes it: bodies, the columns a client asks for, sorted and paged
 * lists. Must not know the broker.
 */
package io.motet.management.json;
