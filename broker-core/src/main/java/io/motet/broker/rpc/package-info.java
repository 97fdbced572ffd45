/**
 * What a request and its reply are, whatever protocol either end speaks. A request is a message in
 * a service's queue with a reply address and a correlation id; a reply is a message to that
 * address. Must not know wire formats: front ends translate.
 */
package io.motet.broker.rpc;
