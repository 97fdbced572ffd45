package io.motet.broker.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Wraps RSA keys in the old PKCS#1 form ({@code BEGIN RSA PRIVATE KEY}), which RabbitMQ takes and
 * Java does not, as PKCS#8. Other keys pass as they are.
 */
final class RsaKeys {
  private static final String BEGIN = "-----BEGIN RSA PRIVATE KEY-----";
  private static final String END = "-----END RSA PRIVATE KEY-----";

  /** Version 0 and the algorithm identifier rsaEncryption, in DER. */
  private static final byte[] PKCS8_PREFIX = {
    2,
    1,
    0,
    0x30,
    0x0D,
    6,
    9,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    1,
    1,
    1,
    5,
    0
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 4;

  private RsaKeys() {}

  static byte[] toPkcs8(byte[] pem) {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return pem;
    }
    String body = text.substring(begin + BEGIN.length(), end);
    if (body.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "an encrypted RSA key must be in PKCS#8 form; convert it with openssl pkcs8 -topk8");
    }
    byte[] wrapped = wrap(Base64.getMimeDecoder().decode(body));
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(wrapped)
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] wrap(byte[] pkcs1) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(PKCS8_PREFIX);
    writeElement(content, OCTET_STRING, pkcs1);
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    writeElement(sequence, SEQUENCE, content.toByteArray());
    return sequence.toByteArray();
  }

  private static void writeElement(ByteArrayOutputStream out, int tag, byte[] value) {
    out.write(tag);
    int length = value.length;
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >>> 8);
      out.write(length);
    }
    out.writeBytes(value);
  }
}
