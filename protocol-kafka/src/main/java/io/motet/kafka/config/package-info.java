/**
 * Configurations as clients see and change them: of topics, groups, the broker, its loggers and of
 * client metrics. Must not know what the configurations do.
 */
package io.motet.kafka.config;
