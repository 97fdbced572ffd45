/**
 * The PROXY protocol, in which a load balancer tells whose connection it passes on. Must not know
 * AMQP.
 */
package io.motet.amqp.proxy;
