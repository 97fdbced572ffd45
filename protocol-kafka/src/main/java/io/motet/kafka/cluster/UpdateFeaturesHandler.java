package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Features;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.UpdateFeaturesRequest;
import io.motet.kafka.message.UpdateFeaturesRequest.FeatureUpdateKey;
import io.motet.kafka.message.UpdateFeaturesResponse;
import io.motet.kafka.message.UpdateFeaturesResponse.UpdatableFeatureResult;

/**
 * Changes the levels of features. They are what this broker speaks, so a change is checked as Kafka
 * checks it, and then refused unless it is none.
 */
public final class UpdateFeaturesHandler implements RequestHandler<UpdateFeaturesRequest> {
  private static final int FIRST_WITH_ONE_RESULT = 2;
  private static final byte UPGRADE = 1;

  private final Node node;
  private final Authorizer authorizer;

  /** For the only node. */
  public UpdateFeaturesHandler(Node node, Authorizer authorizer) {
    this.node = node;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(UpdateFeaturesRequest request, RequestContext context) {
    UpdateFeaturesResponse response = new UpdateFeaturesResponse();
    response.errorMessage = null;
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else {
      for (FeatureUpdateKey update : request.featureUpdates) {
        add(response, update, wrong(update), context.version());
      }
    }
    context.reply(response);
  }

  private static void add(
      UpdateFeaturesResponse response, FeatureUpdateKey update, String wrong, short version) {
    short code = (wrong == null ? ErrorCode.NONE : ErrorCode.INVALID_UPDATE_VERSION).code();
    if (version < FIRST_WITH_ONE_RESULT) {
      UpdatableFeatureResult result = new UpdatableFeatureResult();
      result.feature = update.feature;
      result.errorCode = code;
      result.errorMessage = wrong;
      response.results.add(result);
    } else if (wrong != null && response.errorCode == ErrorCode.NONE.code()) {
      response.errorCode = code;
      response.errorMessage =
          "The update failed for all features since the following feature had an error: " + wrong;
    }
  }

  /** Null when the update changes nothing. */
  private String wrong(FeatureUpdateKey update) {
    Features.Feature feature = Features.get(update.feature);
    short level = update.maxVersionLevel;
    String why;
    if (feature == null) {
      why =
          level == 0
              ? "Feature " + update.feature + " not found."
              : "Local controller " + node.id() + " does not support this feature.";
    } else if (level < feature.oldest() || level > feature.newest()) {
      why =
          "Local controller "
              + node.id()
              + " only supports versions "
              + feature.oldest()
              + "-"
              + feature.newest();
    } else if (level == feature.level()) {
      return null;
    } else {
      why = wrongDirection(feature, update);
    }
    return "Invalid update version " + level + " for feature " + update.feature + ". " + why;
  }

  private static String wrongDirection(Features.Feature feature, FeatureUpdateKey update) {
    boolean upgrade = update.upgradeType == UPGRADE && !update.allowDowngrade;
    if (upgrade && update.maxVersionLevel < feature.level()) {
      return "Can't downgrade the version of this feature without setting the upgrade type to"
          + " either safe or unsafe downgrade.";
    }
    if (!upgrade && update.maxVersionLevel > feature.level()) {
      return "Can't downgrade to a newer version.";
    }
    return "The level of this feature is fixed at " + feature.level() + ".";
  }
}
