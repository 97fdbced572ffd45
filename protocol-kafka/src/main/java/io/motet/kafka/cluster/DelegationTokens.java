package io.motet.kafka.cluster;

import io.motet.kafka.api.Apis;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.message.ApiKey;
import io.motet.kafka.message.CreateDelegationTokenRequest;
import io.motet.kafka.message.CreateDelegationTokenResponse;
import io.motet.kafka.message.DescribeDelegationTokenRequest;
import io.motet.kafka.message.DescribeDelegationTokenResponse;
import io.motet.kafka.message.ExpireDelegationTokenRequest;
import io.motet.kafka.message.ExpireDelegationTokenResponse;
import io.motet.kafka.message.RenewDelegationTokenRequest;
import io.motet.kafka.message.RenewDelegationTokenResponse;

/**
 * Refuses delegation tokens: to clients that have not logged in by SASL as not allowed, to others
 * as not enabled.
 */
public final class DelegationTokens {
  private static final long NEVER = -1;
  private static final String USER = "User";

  private DelegationTokens() {}

  /** Serves the four requests. */
  public static void register(Apis apis) {
    apis.register(ApiKey.CREATE_DELEGATION_TOKEN, DelegationTokens::create);
    apis.register(ApiKey.RENEW_DELEGATION_TOKEN, DelegationTokens::renew);
    apis.register(ApiKey.EXPIRE_DELEGATION_TOKEN, DelegationTokens::expire);
    apis.register(ApiKey.DESCRIBE_DELEGATION_TOKEN, DelegationTokens::describe);
  }

  private static short refusal(RequestContext context) {
    return context.session().isLoggedIn()
        ? ErrorCode.DELEGATION_TOKEN_AUTH_DISABLED.code()
        : ErrorCode.DELEGATION_TOKEN_REQUEST_NOT_ALLOWED.code();
  }

  private static void create(CreateDelegationTokenRequest request, RequestContext context) {
    CreateDelegationTokenResponse response = new CreateDelegationTokenResponse();
    response.errorCode = refusal(context);
    boolean forOther = request.ownerPrincipalName != null && !request.ownerPrincipalName.isEmpty();
    response.principalType = forOther ? request.ownerPrincipalType : USER;
    response.principalName = forOther ? request.ownerPrincipalName : context.session().user();
    response.tokenRequesterPrincipalType = USER;
    response.tokenRequesterPrincipalName = context.session().user();
    response.issueTimestampMs = NEVER;
    response.expiryTimestampMs = NEVER;
    response.maxTimestampMs = NEVER;
    context.reply(response);
  }

  private static void renew(RenewDelegationTokenRequest request, RequestContext context) {
    RenewDelegationTokenResponse response = new RenewDelegationTokenResponse();
    response.errorCode = refusal(context);
    response.expiryTimestampMs = NEVER;
    context.reply(response);
  }

  private static void expire(ExpireDelegationTokenRequest request, RequestContext context) {
    ExpireDelegationTokenResponse response = new ExpireDelegationTokenResponse();
    response.errorCode = refusal(context);
    response.expiryTimestampMs = NEVER;
    context.reply(response);
  }

  private static void describe(DescribeDelegationTokenRequest request, RequestContext context) {
    DescribeDelegationTokenResponse response = new DescribeDelegationTokenResponse();
    response.errorCode = refusal(context);
    context.reply(response);
  }
}
