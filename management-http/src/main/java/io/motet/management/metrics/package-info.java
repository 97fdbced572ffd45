/**
 * The figures that RabbitMQ's Prometheus plug-in has and its dashboard needs, over a port of their
 * own and without credentials.
 */
package io.motet.management.metrics;
