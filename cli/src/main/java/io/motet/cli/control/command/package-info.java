/**
 * What a command is: a manual entry, a banner, a request, a result. The commands themselves are in
 * the packages below, one class each. Must not know how results are printed.
 */
package io.motet.cli.control.command;
