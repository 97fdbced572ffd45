/**
 * Figures over time: samples the broker's cumulative counters at a steady pace, keeps them as long
 * as RabbitMQ would, and works out rates. Reads what shards publish; must not touch queue state,
 * and must not know HTTP.
 */
package io.motet.management.stats;
