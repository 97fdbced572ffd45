package io.motet.zmtp.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The composition of the primitives, against values that libsodium 1.0.18 gives. */
class BoxTest {
  private static final byte[] ONE = sequence(0, 32);
  private static final byte[] OTHER = sequence(100, 32);
  private static final byte[] NONCE = sequence(200, 24);
  private static final byte[] TEXT =
      ("The quick brown fox jumps over the lazy dog, and then some more text to fill a block of"
              + " 64.")
          .getBytes(StandardCharsets.US_ASCII);
  private static final String SHARED =
      "20c410df7f451bbb8784e165024d5b80c4095d74a33c9fa41bacf4a54a43d5f1";
  private static final String BOX =
      "5c3fd6edb523791aa392222c2702bf07e93edba136be544b41c8395058a1c925f46ffe7e573cab97882233726729"
          + "076cfd8381023212f0dc7451af4d7ec6acb04e95531a04808c35f059a6688ae113e4e000b863dfadf8b0"
          + "ac075618026ab0011a2bbccfb6f9f5381c4abe";

  private static byte[] sequence(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void keys() {
    assertThat(hex(Box.publicKey(ONE)))
        .isEqualTo("8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f");
    assertThat(hex(Box.sharedKey(Box.publicKey(OTHER), ONE))).isEqualTo(SHARED);
    assertThat(hex(Box.sharedKey(Box.publicKey(ONE), OTHER))).isEqualTo(SHARED);
  }

  @Test
  void aBoxIsMadeAndOpened() {
    byte[] key = HexFormat.of().parseHex(SHARED);
    byte[] box = Box.seal(key, NONCE, TEXT);
    assertThat(hex(box)).isEqualTo(BOX);
    assertThat(Box.open(key, NONCE, box)).isEqualTo(TEXT);
    assertThat(Box.open(key, NONCE, Box.seal(key, NONCE, new byte[0]))).isEmpty();
  }

  @Test
  void aChangedBoxDoesNotOpen() {
    byte[] key = HexFormat.of().parseHex(SHARED);
    byte[] box = Box.seal(key, NONCE, TEXT);
    for (int i = 0; i < box.length; i++) {
      byte[] changed = box.clone();
      changed[i] ^= 1;
      assertThat(Box.open(key, NONCE, changed)).as("octet %d", i).isNull();
    }
    assertThat(Box.open(key, sequence(1, 24), box)).isNull();
    assertThat(Box.open(ONE, NONCE, box)).isNull();
    assertThat(Box.open(key, NONCE, new byte[15])).isNull();
  }

  @Test
  void keysAsText() {
    String text = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"; // from RFC 32's companion, RFC 26
    assertThat(Z85.decodeKey(" " + text + " ")).hasSize(32);
    assertThat(hex(Z85.decodeKey(text)).substring(0, 8)).isEqualTo("8e0bdd69");
    for (String wrong : new String[] {"", text + "x", "~" + text.substring(1), "#".repeat(40)}) {
      assertThatThrownBy(() -> Z85.decodeKey(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
