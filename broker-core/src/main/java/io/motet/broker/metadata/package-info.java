/**
 * The broker's durable configuration: an ordered map from key to record, kept in the journal. One
 * thread changes it. Must not know what the records mean.
 */
package io.motet.broker.metadata;
