package io.motet.kafka.api;

import io.motet.kafka.message.ApiVersionsResponse;
import io.motet.kafka.message.ApiVersionsResponse.FinalizedFeatureKey;
import io.motet.kafka.message.ApiVersionsResponse.SupportedFeatureKey;
import java.util.List;

/**
 * The features of a Kafka cluster, by which clients decide which forms of protocols they may use.
 * Only what is served has a level here: a feature that is not listed is one that clients do
 * without.
 */
public final class Features {
  /**
   * One feature, named as in Kafka.
   *
   * @param oldest least level that is understood
   * @param newest greatest level that is understood
   * @param level the one in force; 0 for off, and then clients are not told of it
   */
  public record Feature(String name, short oldest, short newest, short level) {}

  /** Clients of versions before this one stumble over a feature whose least level is 0. */
  private static final int FIRST_WITH_LEVEL_0 = 4;

  private static final List<Feature> ALL =
      List.of(
          feature("eligible.leader.replicas.version", 0, 1, 1),
          feature("group.version", 0, 1, 1),
          feature("kraft.version", 0, 1, 0),
          feature("metadata.version", 7, 33, 33),
          feature("share.version", 0, 2, 2),
          feature("streams.version", 0, 1, 1),
          feature("transaction.version", 0, 2, 2));

  private Features() {}

  private static Feature feature(String name, int oldest, int newest, int level) {
    return new Feature(name, (short) oldest, (short) newest, (short) level);
  }

  /** All, in the order of their names. */
  public static List<Feature> all() {
    return ALL;
  }

  /** Null when there is none of that name. */
  public static Feature get(String name) {
    return ALL.stream().filter(feature -> feature.name().equals(name)).findFirst().orElse(null);
  }

  /** Puts all into an answer of that version. */
  static void describe(ApiVersionsResponse response, short version) {
    for (Feature feature : ALL) {
      if (feature.oldest() > 0 || version >= FIRST_WITH_LEVEL_0) {
        SupportedFeatureKey supported = new SupportedFeatureKey();
        supported.name = feature.name();
        supported.minVersion = feature.oldest();
        supported.maxVersion = feature.newest();
        response.supportedFeatures.add(supported);
      }
      if (feature.level() > 0) {
        FinalizedFeatureKey inForce = new FinalizedFeatureKey();
        inForce.name = feature.name();
        inForce.minVersionLevel = feature.level();
        inForce.maxVersionLevel = feature.level();
        response.finalizedFeatures.add(inForce);
      }
    }
    response.finalizedFeaturesEpoch = 0;
  }
}
