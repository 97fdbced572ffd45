/**
 * The broker's HTTP API as a command sees it: requests, answers, JSON. Must not know which command
 * asks.
 */
package io.motet.cli.control.api;
