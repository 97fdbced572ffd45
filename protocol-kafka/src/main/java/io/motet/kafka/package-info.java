/**
 * Kafka's wire protocol as a front end: requests in, answers out, over the topics of one virtual
 * host. Must not know how logs lie on the disk, nor any other front end.
 */
package io.motet.kafka;
