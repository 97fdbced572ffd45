/** The states of records in share groups, without anything around them. */
package io.motet.kafka.share.state;
