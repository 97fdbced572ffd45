package io.motet.zmtp.codec;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A command as it lies in a buffer: a length octet, a name, data (RFC 37, 2.4). Used again for
 * every command, so it is valid during the call it is handed to only.
 */
public final class Command {
  private ByteBuf source;
  private int nameIndex;
  private int nameLength;
  private int end;

  /**
   * Reads the name.
   *
   * @throws ZmtpException when there is none
   */
  public Command over(ByteBuf buffer, int index, int length) {
    int name = length == 0 ? 0 : buffer.getUnsignedByte(index);
    if (name == 0 || name > length - 1) {
      throw new ZmtpException("a command without a name");
    }
    source = buffer;
    nameIndex = index + 1;
    nameLength = name;
    end = index + length;
    return this;
  }

  /** Whether it has this name. */
  public boolean is(byte[] name) {
    if (name.length != nameLength) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (source.getByte(nameIndex + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** The name with what cannot be shown replaced, for logs. */
  public String name() {
    return source
        .toString(nameIndex, nameLength, StandardCharsets.US_ASCII)
        .replaceAll("[^ -~]", "?");
  }

  public ByteBuf source() {
    return source;
  }

  /** Where the data begin in {@link #source()}. */
  public int dataIndex() {
    return nameIndex + nameLength;
  }

  public int dataLength() {
    return end - dataIndex();
  }

  /** A copy of the data. */
  public byte[] data() {
    byte[] copy = new byte[dataLength()];
    source.getBytes(dataIndex(), copy);
    return copy;
  }
}
