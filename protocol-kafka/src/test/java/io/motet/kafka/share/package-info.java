/** Reading in share groups, without clients around it. */
package io.motet.kafka.share;
