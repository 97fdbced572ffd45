/** Tests of quotas. */
package io.motet.kafka.quota;
