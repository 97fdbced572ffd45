/**
 * Direct reply-to: requesters that wait for a reply without a queue. Must not know wire formats.
 */
package io.motet.broker.reply;
