/** Virtual hosts: the name spaces of exchanges and queues, and every change to them. */
package io.motet.broker.vhost;
