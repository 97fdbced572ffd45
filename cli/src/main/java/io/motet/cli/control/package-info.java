/**
 * {@code motetctl}: the command line that administers a running broker over its HTTP API, with
 * rabbitmqctl's commands, output and exit codes. Must not know the broker's classes: it talks to
 * any broker that serves the API.
 */
package io.motet.cli.control;
