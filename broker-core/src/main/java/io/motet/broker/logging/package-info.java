/** The exchange that log lines are published to. Must not know where lines come from. */
package io.motet.broker.logging;
