/** Users, passwords, tags and permissions. Must not know queues or wire formats. */
package io.motet.broker.user;
