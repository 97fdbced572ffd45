package io.motet.kafka.sasl;

import io.motet.broker.runtime.Entropy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A login by SCRAM (RFC 5802): the client proves that it knows the password without sending it, and
 * so does the broker. Without channel binding, as in Kafka.
 */
final class ScramExchange implements SaslExchange {
  private static final Pattern FIRST =
      Pattern.compile(
          "n,(?:a=(?<authority>(?:[\\x01-\\x7F&&[^=,]]|=2C|=3D)+))?,"
              + "(?<bare>n=(?<name>(?:[\\x01-\\x7F&&[^=,]]|=2C|=3D)+),"
              + "r=(?<nonce>[\\x21-\\x7E&&[^,]]+)(?<extensions>(?:,[A-Za-z]+=[\\x01-\\x7F&&[^,]]+)*))");

  private static final Pattern FINAL =
      Pattern.compile(
          "(?<bare>c=(?<binding>[a-zA-Z0-9/+=]+),r=(?<nonce>[\\x21-\\x7E&&[^,]]+)"
              + "(?:,[A-Za-z]+=[\\x01-\\x7F&&[^,]]+)*),p=(?<proof>[a-zA-Z0-9/+=]+)");

  private static final int MAX_TOKEN_CHARS = 4096;
  private static final int NONCE_BYTES = 24;

  private final ScramMechanism mechanism;
  private final ScramCredentials credentials;
  private final Entropy entropy;
  private ScramCredential credential;
  private String header;
  private String clientFirst;
  private String serverFirst;
  private String nonce;

  ScramExchange(ScramMechanism mechanism, ScramCredentials credentials, Entropy entropy) {
    this.mechanism = mechanism;
    this.credentials = credentials;
    this.entropy = entropy;
  }

  @Override
  public String mechanism() {
    return mechanism.title();
  }

  @Override
  public CompletableFuture<Step> step(byte[] token, InetAddress peer) {
    if (token.length > MAX_TOKEN_CHARS) {
      return CompletableFuture.completedFuture(failed());
    }
    String message = new String(token, StandardCharsets.UTF_8);
    return CompletableFuture.completedFuture(serverFirst == null ? first(message) : last(message));
  }

  /** Says nothing of what is wrong: it could tell which users there are. */
  private Step failed() {
    credential = null;
    return Step.failed(
        "Authentication failed during authentication due to invalid credentials with SASL"
            + " mechanism "
            + mechanism.title());
  }

  private Step first(String message) {
    Matcher parts = FIRST.matcher(message);
    if (!parts.matches()) {
      return failed();
    }
    String name = name(parts.group("name"));
    String authority = parts.group("authority");
    if (authority != null && !name(authority).equals(name)) {
      return Step.failed(
          "Authentication failed: Client requested an authorization id that is different from"
              + " username");
    }
    // A token is no password, and there are no tokens here.
    boolean byToken = parts.group("extensions").contains(",tokenauth=true");
    credential = byToken ? null : credentials.get(mechanism, name);
    if (credential == null) {
      return failed();
    }
    byte[] chance = new byte[NONCE_BYTES];
    entropy.nextBytes(chance);
    header = "n," + (authority == null ? "" : "a=" + authority) + ",";
    clientFirst = parts.group("bare");
    nonce = parts.group("nonce") + Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    serverFirst =
        "r=" + nonce + ",s=" + base64(credential.salt()) + ",i=" + credential.iterations();
    return Step.goOn(serverFirst.getBytes(StandardCharsets.UTF_8));
  }

  private Step last(String message) {
    Matcher parts = FINAL.matcher(message);
    if (credential == null || !parts.matches() || !parts.group("nonce").equals(nonce)) {
      return failed();
    }
    byte[] proof;
    String binding;
    try {
      proof = Base64.getDecoder().decode(parts.group("proof"));
      binding =
          new String(Base64.getDecoder().decode(parts.group("binding")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return failed();
    }
    String exchanged = clientFirst + "," + serverFirst + "," + parts.group("bare");
    if (!binding.equals(header) || !proves(proof, exchanged)) {
      return failed();
    }
    String signature = "v=" + base64(mechanism.mac(credential.serverKey(), exchanged));
    String user = credential.user();
    credential = null;
    return Step.done(signature.getBytes(StandardCharsets.UTF_8), user);
  }

  /** The proof is the client's key, hidden under a signature that only its hash can make. */
  private boolean proves(byte[] proof, String exchanged) {
    byte[] clientKey = mechanism.mac(credential.storedKey(), exchanged);
    if (proof.length != clientKey.length) {
      return false;
    }
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    return MessageDigest.isEqual(mechanism.hash(clientKey), credential.storedKey());
  }

  private static String name(String saslName) {
    return saslName.replace("=2C", ",").replace("=3D", "=");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
