package io.motet.kafka.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Cuts what a client sends into requests; each has its length in front. They share the bytes that
 * came in. For one connection.
 */
public final class RequestFrames extends ByteToMessageDecoder {
  private final IntSupplier mostBytes;

  /** A longer request than that, as of now, is refused before it is there. */
  public RequestFrames(IntSupplier mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Integer.BYTES) {
      return;
    }
    int size = in.getInt(in.readerIndex());
    int most = mostBytes.getAsInt();
    if (size < 0 || size > most) {
      in.skipBytes(in.readableBytes());
      throw new TooLongFrameException(size + " bytes, where " + most + " are allowed");
    }
    if (in.readableBytes() - Integer.BYTES >= size) {
      in.skipBytes(Integer.BYTES);
      out.add(in.readRetainedSlice(size));
    }
  }
}
