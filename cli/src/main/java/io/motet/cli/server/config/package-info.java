/**
 * Where settings come from: command line, environment, file, defaults, in this order. Must not know
 * what a setting does.
 */
package io.motet.cli.server.config;
