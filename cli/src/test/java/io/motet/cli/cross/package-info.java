/** Clients of different protocols that meet in one broker. */
package io.motet.cli.cross;
