/**
 * Messages that management itself sends and takes, on a shard as every client's. Must not know
 * routes.
 */
package io.motet.management.message;
