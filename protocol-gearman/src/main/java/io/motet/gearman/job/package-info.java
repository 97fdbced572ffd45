/**
 * What the server knows of its jobs: who waits, who works, how far it is, and which functions there
 * are. State only, all of it on one shard; must not know sockets, packets or how messages move.
 */
package io.motet.gearman.job;
