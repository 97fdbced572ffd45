package io.motet.broker.vhost;

import io.motet.broker.exchange.Binding;
import io.motet.broker.metadata.Fields;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * What makes a binding the same as another. The arguments are compared by their encoding, so that
 * types count and byte arrays are compared by content.
 *
 * @param arguments a digest of the encoded arguments; empty for none
 */
record BindingId(
    String source,
    Binding.DestinationKind destinationKind,
    String destination,
    String routingKey,
    String arguments) {

  static BindingId of(Binding binding) {
    return new BindingId(
        binding.source(),
        binding.destinationKind(),
        binding.destination(),
        binding.routingKey(),
        digest(binding.arguments()));
  }

  private static String digest(Map<String, Object> arguments) {
    if (arguments.isEmpty()) {
      return "";
    }
    byte[] encoded = Fields.empty().with("arguments", arguments).encode();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
