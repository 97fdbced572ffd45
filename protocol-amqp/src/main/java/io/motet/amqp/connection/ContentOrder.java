package io.motet.amqp.connection;

import io.motet.amqp.codec.AmqpException;
import io.motet.amqp.codec.BasicMethod;
import io.motet.amqp.codec.ReplyCode;

/**
 * The order of a channel's frames: a method, and after basic.publish one header and bodies up to
 * the size it names (AMQP 0-9-1, 4.2.6). Pure; the texts are RabbitMQ's.
 */
final class ContentOrder {
  private enum Expected {
    METHOD,
    HEADER,
    BODY
  }

  private Expected expected = Expected.METHOD;
  private long bodyLeftBytes;

  /** A method frame has come. */
  void method() {
    switch (expected) {
      case METHOD -> {}
      case HEADER -> throw noHeader();
      case BODY -> throw unexpected("expected content body, got non content body frame instead");
    }
  }

  /** That method was basic.publish. */
  void publish() {
    expected = Expected.HEADER;
  }

  /**
   * A content header has come.
   *
   * @return whether the content is complete with it
   */
  boolean header(int classId, int weight, long bodySizeBytes) {
    switch (expected) {
      case METHOD -> throw noMethod();
      case BODY -> throw unexpected("expected content body, got non content body frame instead");
      case HEADER -> {
        if (weight != 0) {
          throw noHeader();
        }
        if (classId != BasicMethod.CLASS_ID) {
          throw unexpected(
              "expected content header for class 60, got one for class " + classId + " instead");
        }
      }
    }
    bodyLeftBytes = bodySizeBytes;
    expected = bodySizeBytes == 0 ? Expected.METHOD : Expected.BODY;
    return bodySizeBytes == 0;
  }

  /** Bytes of a body frame have come, maybe not all of the frame. */
  void body(int length) {
    switch (expected) {
      case METHOD -> throw noMethod();
      case HEADER -> throw noHeader();
      case BODY -> {
        if (Long.compareUnsigned(length, bodyLeftBytes) > 0) {
          throw new AmqpException(
              ReplyCode.FRAME_ERROR,
              "content body is " + length + " bytes where " + bodyLeftBytes + " are left");
        }
        bodyLeftBytes -= length;
      }
    }
  }

  /**
   * The body frame is complete.
   *
   * @return whether the content is complete with it
   */
  boolean bodyFrameEnds() {
    if (bodyLeftBytes == 0) {
      expected = Expected.METHOD;
      return true;
    }
    return false;
  }

  /** Whether frames of a content are outstanding. */
  boolean inContent() {
    return expected != Expected.METHOD;
  }

  private static AmqpException noMethod() {
    return unexpected("expected method frame, got non method frame instead");
  }

  private static AmqpException noHeader() {
    return unexpected("expected content header for class 60, got non content header frame instead");
  }

  private static AmqpException unexpected(String text) {
    return new AmqpException(ReplyCode.UNEXPECTED_FRAME, text);
  }
}
