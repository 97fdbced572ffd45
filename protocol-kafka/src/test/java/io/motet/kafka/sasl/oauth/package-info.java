/** Tests of bearer tokens. */
package io.motet.kafka.sasl.oauth;
