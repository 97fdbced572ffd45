/** Stand-ins for tests, of this module and of those that build on it. Must not know protocols. */
package io.motet.broker.support;
