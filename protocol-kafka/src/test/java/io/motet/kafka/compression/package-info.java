/** Our compression against that of Kafka's own client. */
package io.motet.kafka.compression;
