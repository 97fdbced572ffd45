/**
 * Measurements: micro-benchmarks of single parts, and runs of the whole server beside a real peer.
 * Knows everything; nothing knows it.
 */
package io.motet.benchmarks;
