package io.motet.zmtp.codec;

/**
 * What a peer may send at most.
 *
 * @param frameBytes of one frame's body
 * @param commandBytes of a command's body
 * @param frames of one message
 * @param messageBytes of all bodies of one message
 */
public record FrameLimits(long frameBytes, long commandBytes, int frames, long messageBytes) {}
