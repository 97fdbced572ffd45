/**
 * Gearman as gearmand speaks it: the front end that the broker finds, and its listeners. Must not
 * know what a connection does.
 */
package io.motet.gearman;
