/**
 * JMH benchmarks of single parts: codec, journal, queue, routing. Run them with {@code
 * benchmarks/micro PATTERN}.
 */
package io.motet.benchmarks.micro;
