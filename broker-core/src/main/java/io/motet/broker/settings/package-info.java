/** Typed settings keys and their values. Must not know where values come from. */
package io.motet.broker.settings;
