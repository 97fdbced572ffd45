/**
 * Errors as the model sees them; front ends translate them to their protocol's codes. Knows nothing
 * else.
 */
package io.motet.broker.error;
