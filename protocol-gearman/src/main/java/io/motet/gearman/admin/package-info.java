/** The text protocol for administrators. On the job table's shard. Must not know sockets. */
package io.motet.gearman.admin;
