package io.motet.kafka.sasl;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DescribeUserScramCredentialsRequest;
import io.motet.kafka.message.DescribeUserScramCredentialsResponse;
import io.motet.kafka.message.DescribeUserScramCredentialsResponse.CredentialInfo;
import io.motet.kafka.message.DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult;
import java.util.LinkedHashSet;
import java.util.List;

/** Says which users have credentials for SCRAM; never what they are. */
public final class DescribeUserScramCredentialsHandler
    implements RequestHandler<DescribeUserScramCredentialsRequest> {
  private final ScramCredentials credentials;
  private final Authorizer authorizer;

  /** For those who may inspect the cluster. */
  public DescribeUserScramCredentialsHandler(ScramCredentials credentials, Authorizer authorizer) {
    this.credentials = credentials;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(DescribeUserScramCredentialsRequest request, RequestContext context) {
    DescribeUserScramCredentialsResponse response = new DescribeUserScramCredentialsResponse();
    response.errorMessage = null;
    if (!authorizer.mayInspect(context.session())) {
      response.errorCode = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.code();
      response.errorMessage = ErrorCode.CLUSTER_AUTHORIZATION_FAILED.text();
    } else if (request.users == null || request.users.isEmpty()) {
      credentials.users().forEach(user -> response.results.add(describe(user, false)));
    } else {
      List<String> names = request.users.stream().map(user -> user.name).toList();
      for (String name : new LinkedHashSet<>(names)) {
        response.results.add(describe(name, names.indexOf(name) != names.lastIndexOf(name)));
      }
    }
    context.reply(response);
  }

  private DescribeUserScramCredentialsResult describe(String user, boolean twice) {
    DescribeUserScramCredentialsResult result = new DescribeUserScramCredentialsResult();
    result.user = user;
    result.errorMessage = null;
    if (twice) {
      result.errorCode = ErrorCode.DUPLICATE_RESOURCE.code();
      result.errorMessage =
          "Cannot describe SCRAM credentials for the same user twice in a single request: " + user;
      return result;
    }
    for (ScramMechanism mechanism : ScramMechanism.values()) {
      ScramCredential credential = credentials.get(mechanism, user);
      if (credential != null) {
        CredentialInfo info = new CredentialInfo();
        info.mechanism = mechanism.code();
        info.iterations = credential.iterations();
        result.credentialInfos.add(info);
      }
    }
    if (result.credentialInfos.isEmpty()) {
      result.errorCode = ErrorCode.RESOURCE_NOT_FOUND.code();
      result.errorMessage = "Attempt to describe a user credential that does not exist: " + user;
    }
    return result;
  }
}
