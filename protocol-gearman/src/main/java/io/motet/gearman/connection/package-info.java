/**
 * A connection of a Gearman client or worker (one may be both): reads its packets, asks the job
 * service, writes answers in the order of the requests. On one shard. Must not know how jobs are
 * kept.
 */
package io.motet.gearman.connection;
