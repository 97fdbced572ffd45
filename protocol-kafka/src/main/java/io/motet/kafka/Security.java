package io.motet.kafka;

import io.motet.kafka.quota.Quotas;
import io.motet.kafka.sasl.Logins;
import io.motet.kafka.sasl.ScramCredentials;

/** What stands between a client and the broker, besides permissions. */
record Security(Logins logins, ScramCredentials credentials, Quotas quotas) {}
