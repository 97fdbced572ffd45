package io.motet.kafka.connection;

import io.motet.kafka.message.ApiKey;
import io.motet.kafka.wire.Message;
import io.motet.kafka.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;

/** Turns an answer into what a channel writes: bytes, and regions of files between them. */
final class ResponseEncoder {
  private static final int FIRST_CAPACITY_BYTES = 256;

  private final ByteBufAllocator allocator;
  private final boolean plain;

  /**
   * @param plain whether the connection is without TLS
   */
  ResponseEncoder(ByteBufAllocator allocator, boolean plain) {
    this.allocator = allocator;
    this.plain = plain;
  }

  /**
   * Encodes a frame: length, header, message.
   *
   * @param sink gets the parts in order and owns them
   */
  void encode(
      ApiKey api, short version, int correlationId, Message response, Consumer<Object> sink) {
    ByteBuf bytes = allocator.buffer(FIRST_CAPACITY_BYTES);
    boolean written = false;
    try {
      MessageWriter writer = new MessageWriter(bytes);
      writer.int32(0);
      writer.int32(correlationId);
      // Clients read the answer to ApiVersions before they know what we speak: always header 0.
      if (version >= api.flexibleFrom && api != ApiKey.API_VERSIONS) {
        writer.unsignedVarint(0);
      }
      response.write(writer, version);
      long sizeBytes = bytes.readableBytes() - Integer.BYTES + writer.insertedBytes();
      bytes.setInt(bytes.readerIndex(), Math.toIntExact(sizeBytes));
      written = true;
      send(bytes, writer, sink);
    } finally {
      if (!written) {
        bytes.release();
      }
    }
  }

  private void send(ByteBuf bytes, MessageWriter writer, Consumer<Object> sink) {
    for (MessageWriter.Insertion insertion : writer.insertions()) {
      int before = insertion.index() - bytes.readerIndex();
      sink.accept(bytes.readRetainedSlice(before));
      sink.accept(insertion.records().toOutbound(allocator, plain));
    }
    if (bytes.isReadable()) {
      sink.accept(bytes);
    } else {
      bytes.release();
    }
  }
}
