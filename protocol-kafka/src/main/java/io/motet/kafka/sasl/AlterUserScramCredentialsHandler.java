package io.motet.kafka.sasl;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.AlterUserScramCredentialsRequest;
import io.motet.kafka.message.AlterUserScramCredentialsRequest.ScramCredentialDeletion;
import io.motet.kafka.message.AlterUserScramCredentialsRequest.ScramCredentialUpsertion;
import io.motet.kafka.message.AlterUserScramCredentialsResponse;
import io.motet.kafka.message.AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets and deletes credentials for SCRAM, at most one of each user in a request. */
public final class AlterUserScramCredentialsHandler
    implements RequestHandler<AlterUserScramCredentialsRequest> {
  /** Why a change was refused. */
  private record Refusal(ErrorCode code, String text) {
    static Refusal of(ErrorCode code, String text) {
      return new Refusal(code, text);
    }
  }

  private final ScramCredentials credentials;
  private final Authorizer authorizer;

  /** For those who may alter the cluster. */
  public AlterUserScramCredentialsHandler(ScramCredentials credentials, Authorizer authorizer) {
    this.credentials = credentials;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(AlterUserScramCredentialsRequest request, RequestContext context) {
    Map<String, Refusal> results = new LinkedHashMap<>();
    boolean allowed = authorizer.mayCluster(context.session(), Operation.ALTER);
    List<ScramCredential> wanted = new ArrayList<>();
    List<ScramCredentialDeletion> deleted = new ArrayList<>();
    for (ScramCredentialDeletion deletion : request.deletions) {
      Refusal wrong = allowed ? wrong(deletion) : forbidden();
      if (!add(results, deletion.name, wrong) && wrong == null) {
        deleted.add(deletion);
      }
    }
    for (ScramCredentialUpsertion upsertion : request.upsertions) {
      Refusal wrong = allowed ? wrong(upsertion) : forbidden();
      if (!add(results, upsertion.name, wrong) && wrong == null) {
        wanted.add(credential(upsertion));
      }
    }
    deleted.removeIf(deletion -> results.get(deletion.name) != null);
    wanted.removeIf(credential -> results.get(credential.user()) != null);
    credentials
        .change(
            editor -> {
              deleted.forEach(d -> editor.remove(ScramMechanism.of(d.mechanism), d.name));
              wanted.forEach(editor::put);
            })
        .whenComplete((done, failure) -> context.reply(response(results, failure)));
  }

  /** Returns whether the user was there already: neither change is made then. */
  private static boolean add(Map<String, Refusal> results, String user, Refusal wrong) {
    boolean twice = results.containsKey(user);
    results.put(
        user,
        twice
            ? Refusal.of(
                ErrorCode.DUPLICATE_RESOURCE,
                "A user credential cannot be altered twice in the same request")
            : wrong);
    return twice;
  }

  private static Refusal forbidden() {
    ErrorCode code = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    return Refusal.of(code, code.text());
  }

  private Refusal wrong(ScramCredentialDeletion deletion) {
    Refusal wrong = wrong(deletion.name, deletion.mechanism);
    if (wrong != null) {
      return wrong;
    }
    return credentials.get(ScramMechanism.of(deletion.mechanism), deletion.name) == null
        ? Refusal.of(
            ErrorCode.RESOURCE_NOT_FOUND, "Attempt to delete a user credential that does not exist")
        : null;
  }

  private static Refusal wrong(String user, byte mechanism) {
    if (user.isEmpty()) {
      return Refusal.of(ErrorCode.UNACCEPTABLE_CREDENTIAL, "Username must not be empty");
    }
    return ScramMechanism.of(mechanism) == null
        ? Refusal.of(ErrorCode.UNSUPPORTED_SASL_MECHANISM, "Unknown SCRAM mechanism")
        : null;
  }

  private Refusal wrong(ScramCredentialUpsertion upsertion) {
    Refusal wrong = wrong(upsertion.name, upsertion.mechanism);
    if (wrong != null) {
      return wrong;
    }
    String text = null;
    if (upsertion.iterations < ScramMechanism.LEAST_ITERATIONS) {
      text = "Too few iterations";
    } else if (upsertion.iterations > ScramMechanism.MOST_ITERATIONS) {
      text = "Too many iterations";
    } else if (upsertion.salt.length == 0 || upsertion.saltedPassword.length == 0) {
      text = "Salt and password must not be empty";
    } else if (credentials.passwordHash(upsertion.name) == null) {
      text = "There is no user of that name with a password in the broker; add it first";
    }
    return text == null ? null : Refusal.of(ErrorCode.UNACCEPTABLE_CREDENTIAL, text);
  }

  private ScramCredential credential(ScramCredentialUpsertion upsertion) {
    return ScramCredential.of(
        ScramMechanism.of(upsertion.mechanism),
        upsertion.name,
        upsertion.iterations,
        upsertion.salt,
        upsertion.saltedPassword,
        credentials.passwordHash(upsertion.name));
  }

  private static AlterUserScramCredentialsResponse response(
      Map<String, Refusal> results, Throwable failure) {
    AlterUserScramCredentialsResponse response = new AlterUserScramCredentialsResponse();
    results.forEach(
        (user, refusal) -> {
          AlterUserScramCredentialsResult result = new AlterUserScramCredentialsResult();
          result.user = user;
          result.errorMessage = null;
          if (refusal != null) {
            result.errorCode = refusal.code().code();
            result.errorMessage = refusal.text();
          } else if (failure != null) {
            result.errorCode = ErrorCode.UNKNOWN_SERVER_ERROR.code();
          }
          response.results.add(result);
        });
    return response;
  }
}
