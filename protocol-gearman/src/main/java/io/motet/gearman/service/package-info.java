/**
 * Jobs as messages in queues: declaring functions' queues, publishing jobs, taking results, giving
 * lost jobs back, finding the jobs that were kept over a restart. All on one shard, the job
 * table's. Must not know sockets or packets.
 */
package io.motet.gearman.service;
