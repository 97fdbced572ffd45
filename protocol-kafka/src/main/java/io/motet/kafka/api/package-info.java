/**
 * What all requests have in common: the table of who serves which versions, the context of one
 * request, and error codes.
 */
package io.motet.kafka.api;
