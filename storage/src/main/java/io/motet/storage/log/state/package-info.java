/**
 * What a log must know besides its batches, in one small file, and how it is found again after a
 * stop or a crash. Must not know who appends or reads.
 */
package io.motet.storage.log.state;
