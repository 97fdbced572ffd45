/** Policies, and the one place where policy keys and queue arguments resolve. */
package io.motet.broker.policy;
