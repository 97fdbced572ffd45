package io.motet.broker.exchange;

import io.motet.broker.message.Utf8;
import java.util.Arrays;

/**
 * A node of the immutable trie of prefix bindings, one level per byte. A change copies the nodes on
 * one path and shares the rest, so routing never waits and never sees half a change.
 */
final class PrefixNode {
  static final PrefixNode EMPTY = new PrefixNode(BoundArrays.EMPTY, new byte[0], new PrefixNode[0]);

  /** Bindings whose key ends here. */
  private final BoundDestination[] bindings;

  /** The next bytes that there are, in order, and the nodes they lead to. */
  private final byte[] nextBytes;

  private final PrefixNode[] children;

  private PrefixNode(BoundDestination[] bindings, byte[] nextBytes, PrefixNode[] children) {
    this.bindings = bindings;
    this.nextBytes = nextBytes;
    this.children = children;
  }

  PrefixNode with(Utf8 key, int depth, BoundDestination bound) {
    if (depth == key.length()) {
      return new PrefixNode(BoundArrays.with(bindings, bound), nextBytes, children);
    }
    byte next = key.byteAt(depth);
    int at = Arrays.binarySearch(nextBytes, next);
    return at >= 0
        ? replaced(at, children[at].with(key, depth + 1, bound))
        : inserted(-at - 1, next, EMPTY.with(key, depth + 1, bound));
  }

  PrefixNode without(Utf8 key, int depth, BoundDestination bound) {
    if (depth == key.length()) {
      return new PrefixNode(BoundArrays.without(bindings, bound), nextBytes, children);
    }
    int at = Arrays.binarySearch(nextBytes, key.byteAt(depth));
    if (at < 0) {
      return this;
    }
    PrefixNode left = children[at].without(key, depth + 1, bound);
    return left.isEmpty() ? removed(at) : replaced(at, left);
  }

  private boolean isEmpty() {
    return bindings.length == 0 && children.length == 0;
  }

  /** Collects the bindings of all nodes on the key's path. */
  void match(Utf8 key, RouteCollector collector) {
    PrefixNode node = this;
    BoundArrays.addAll(node.bindings, collector);
    for (int depth = 0; depth < key.length(); depth++) {
      int at = Arrays.binarySearch(node.nextBytes, key.byteAt(depth));
      if (at < 0) {
        return;
      }
      node = node.children[at];
      BoundArrays.addAll(node.bindings, collector);
    }
  }

  private PrefixNode replaced(int at, PrefixNode child) {
    PrefixNode[] changed = children.clone();
    changed[at] = child;
    return new PrefixNode(bindings, nextBytes, changed);
  }

  private PrefixNode inserted(int at, byte next, PrefixNode child) {
    byte[] bytes = new byte[nextBytes.length + 1];
    PrefixNode[] nodes = new PrefixNode[children.length + 1];
    System.arraycopy(nextBytes, 0, bytes, 0, at);
    System.arraycopy(children, 0, nodes, 0, at);
    bytes[at] = next;
    nodes[at] = child;
    System.arraycopy(nextBytes, at, bytes, at + 1, nextBytes.length - at);
    System.arraycopy(children, at, nodes, at + 1, children.length - at);
    return new PrefixNode(bindings, bytes, nodes);
  }

  private PrefixNode removed(int at) {
    byte[] bytes = new byte[nextBytes.length - 1];
    PrefixNode[] nodes = new PrefixNode[children.length - 1];
    System.arraycopy(nextBytes, 0, bytes, 0, at);
    System.arraycopy(children, 0, nodes, 0, at);
    System.arraycopy(nextBytes, at + 1, bytes, at, bytes.length - at);
    System.arraycopy(children, at + 1, nodes, at, nodes.length - at);
    return new PrefixNode(bindings, bytes, nodes);
  }
}
