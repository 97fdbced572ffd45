/** Tests of the server as users meet it: a process, its output, its signals, its exit code. */
package io.motet.cli.process;
