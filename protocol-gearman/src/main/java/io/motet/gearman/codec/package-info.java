/**
 * Gearman's packets and text lines as bytes: reading them, taking them apart, writing them. Must
 * not know jobs or connections.
 */
package io.motet.gearman.codec;
