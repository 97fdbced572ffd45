package io.motet.kafka.sasl.oauth;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.List;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the public keys of those are who may issue tokens: a set of keys (RFC 7517). */
public final class IssuerKeys {
  private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int MAX_SIZE_BYTES = 1 << 20;

  /** However many tokens with unknown keys come, the issuer is asked this often at most. */
  private static final int MIN_REFRESH_MILLIS = 10_000;

  private IssuerKeys() {}

  /**
   * The keys at an address. A file is read for every token, so that it can be replaced. What comes
   * over HTTP is kept, and asked for again after a while and when a token has an unknown key.
   *
   * @param location with scheme {@code file}, {@code http} or {@code https}
   * @param refreshMillis how long keys are kept that do not say it themselves; also for how long
   *     old ones are good while the issuer cannot be reached
   */
  public static VerificationKeyResolver at(URI location, long refreshMillis) {
    return "file".equals(location.getScheme())
        ? (signature, nested) -> inFile(Path.of(location), signature, nested)
        : overHttp(location, refreshMillis);
  }

  private static Key inFile(Path file, JsonWebSignature signature, List<JsonWebStructure> nested)
      throws UnresolvableKeyException {
    try {
      if (Files.size(file) > MAX_SIZE_BYTES) {
        throw new IOException(file + " is larger than " + MAX_SIZE_BYTES + " bytes");
      }
      JsonWebKeySet keys = new JsonWebKeySet(Files.readString(file));
      return new JwksVerificationKeyResolver(keys.getJsonWebKeys()).resolveKey(signature, nested);
    } catch (IOException | JoseException e) {
      log.warn("The keys for OAUTHBEARER cannot be read from {}: {}", file, e.toString());
      throw new UnresolvableKeyException("no keys", e);
    }
  }

  private static VerificationKeyResolver overHttp(URI location, long refreshMillis) {
    Get get = new Get();
    get.setConnectTimeout(TIMEOUT_MILLIS);
    get.setReadTimeout(TIMEOUT_MILLIS);
    get.setRetries(0);
    get.setResponseBodySizeLimit(MAX_SIZE_BYTES);
    HttpsJwks keys = new HttpsJwks(location.toString());
    keys.setSimpleHttpGet(
        address -> {
          try {
            return get.get(address);
          } catch (IOException e) {
            log.warn("The keys for OAUTHBEARER cannot be had from {}: {}", address, e.toString());
            throw e;
          }
        });
    keys.setDefaultCacheDuration(Math.max(1, refreshMillis / 1000));
    keys.setRetainCacheOnErrorDuration(Math.max(1, refreshMillis / 1000));
    keys.setRefreshReprieveThreshold(MIN_REFRESH_MILLIS);
    return new HttpsJwksVerificationKeyResolver(keys);
  }
}
