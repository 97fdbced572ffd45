package io.motet.kafka.cluster;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Node;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;

/**
 * Why a voter cannot be added to the quorum of the metadata, or taken out: its members are fixed,
 * as in a Kafka whose {@code kraft.version} is 0.
 *
 * @param text what the client is told
 */
record QuorumChange(ErrorCode error, String text) {
  private static final int NO_VOTER = -1;

  /**
   * The answer to a request.
   *
   * @param clusterId null when the client does not say
   * @param doing Kafka's word for the change
   */
  static QuorumChange refused(
      String doing,
      String clusterId,
      int voterId,
      Node node,
      Authorizer authorizer,
      RequestContext context) {
    if (!authorizer.mayCluster(context.session(), Operation.ALTER)) {
      return new QuorumChange(
          ErrorCode.CLUSTER_AUTHORIZATION_FAILED, ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text());
    }
    if (clusterId != null && !clusterId.equals(node.clusterId())) {
      return new QuorumChange(
          ErrorCode.INCONSISTENT_CLUSTER_ID,
          "The given id \"%s\" doesn't match the cluster id \"%s\""
              .formatted(clusterId, node.clusterId()));
    }
    if (voterId <= NO_VOTER) {
      return new QuorumChange(ErrorCode.INVALID_REQUEST, "The request has no valid voter");
    }
    return new QuorumChange(
        ErrorCode.UNSUPPORTED_VERSION,
        "Cluster doesn't support %s voter because the kraft.version feature is 0".formatted(doing));
  }
}
