package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.ErrorCode;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.DeleteGroupsRequest;
import io.motet.kafka.message.DeleteGroupsResponse;
import io.motet.kafka.message.DeleteGroupsResponse.DeletableGroupResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Deletes groups without members, and their offsets. */
public final class DeleteGroupsHandler implements RequestHandler<DeleteGroupsRequest> {
  private final GroupCoordinator coordinator;
  private final GroupAccess access;

  /** For all groups. */
  public DeleteGroupsHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.access = new GroupAccess(authorizer);
  }

  @Override
  public void handle(DeleteGroupsRequest request, RequestContext context) {
    coordinator.run(
        () -> {
          List<CompletableFuture<DeletableGroupResult>> results = new ArrayList<>();
          request.groupsNames.forEach(id -> results.add(delete(id, context)));
          CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
              .thenRun(
                  () -> {
                    DeleteGroupsResponse response = new DeleteGroupsResponse();
                    response.results = results.stream().map(CompletableFuture::join).toList();
                    context.reply(response);
                  });
        });
  }

  private CompletableFuture<DeletableGroupResult> delete(String id, RequestContext context) {
    ErrorCode wrong = access.check(context, Operation.DELETE, id);
    CompletableFuture<ErrorCode> outcome =
        wrong == ErrorCode.NONE ? coordinator.delete(id) : CompletableFuture.completedFuture(wrong);
    return outcome.handle(
        (code, failure) -> {
          DeletableGroupResult result = new DeletableGroupResult();
          result.groupId = id;
          result.errorCode = (failure == null ? code : ErrorCode.COORDINATOR_NOT_AVAILABLE).code();
          return result;
        });
  }
}
