package io.motet.kafka.group;

import io.motet.kafka.api.Authorizer;
import io.motet.kafka.api.Operation;
import io.motet.kafka.api.RequestContext;
import io.motet.kafka.api.RequestHandler;
import io.motet.kafka.message.ListGroupsRequest;
import io.motet.kafka.message.ListGroupsResponse;
import io.motet.kafka.message.ListGroupsResponse.ListedGroup;
import java.util.List;

/** Lists the groups that the client may know of. */
public final class ListGroupsHandler implements RequestHandler<ListGroupsRequest> {
  private final GroupCoordinator coordinator;
  private final Authorizer authorizer;

  /** For all groups. */
  public ListGroupsHandler(GroupCoordinator coordinator, Authorizer authorizer) {
    this.coordinator = coordinator;
    this.authorizer = authorizer;
  }

  @Override
  public void handle(ListGroupsRequest request, RequestContext context) {
    coordinator.run(
        () -> {
          ListGroupsResponse response = new ListGroupsResponse();
          for (Group group : coordinator.all()) {
            if (authorizer.mayGroup(context.session(), Operation.DESCRIBE, group.id())
                && matches(request.statesFilter, group.stateTitle())
                && matches(request.typesFilter, group.type().title())) {
              response.groups.add(listed(group));
            }
          }
          context.reply(response);
        });
  }

  private static boolean matches(List<String> filter, String value) {
    return filter.isEmpty() || filter.stream().anyMatch(value::equalsIgnoreCase);
  }

  private static ListedGroup listed(Group group) {
    ListedGroup listed = new ListedGroup();
    listed.groupId = group.id();
    listed.protocolType = group.protocolType();
    listed.groupState = group.stateTitle();
    listed.groupType = group.type().title();
    return listed;
  }
}
