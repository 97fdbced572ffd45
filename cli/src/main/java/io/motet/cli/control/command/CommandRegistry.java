package io.motet.cli.control.command;

import io.motet.cli.control.command.connection.CloseAllConnections;
import io.motet.cli.control.command.connection.CloseConnection;
import io.motet.cli.control.command.connection.ListChannels;
import io.motet.cli.control.command.connection.ListConnections;
import io.motet.cli.control.command.help.Help;
import io.motet.cli.control.command.node.AwaitStartup;
import io.motet.cli.control.command.node.ClusterStatus;
import io.motet.cli.control.command.node.Ping;
import io.motet.cli.control.command.node.Status;
import io.motet.cli.control.command.node.Stop;
import io.motet.cli.control.command.node.Version;
import io.motet.cli.control.command.permission.ClearPermissions;
import io.motet.cli.control.command.permission.ClearTopicPermissions;
import io.motet.cli.control.command.permission.ListPermissions;
import io.motet.cli.control.command.permission.ListTopicPermissions;
import io.motet.cli.control.command.permission.ListUserPermissions;
import io.motet.cli.control.command.permission.SetPermissions;
import io.motet.cli.control.command.permission.SetTopicPermissions;
import io.motet.cli.control.command.policy.ClearPolicy;
import io.motet.cli.control.command.policy.ListPolicies;
import io.motet.cli.control.command.policy.SetPolicy;
import io.motet.cli.control.command.queue.DeleteQueue;
import io.motet.cli.control.command.queue.ListConsumers;
import io.motet.cli.control.command.queue.ListQueues;
import io.motet.cli.control.command.queue.PurgeQueue;
import io.motet.cli.control.command.routing.ListBindings;
import io.motet.cli.control.command.routing.ListExchanges;
import io.motet.cli.control.command.topic.DescribeGroup;
import io.motet.cli.control.command.topic.ListGroups;
import io.motet.cli.control.command.topic.ListTopics;
import io.motet.cli.control.command.topic.ResetOffsets;
import io.motet.cli.control.command.user.AddUser;
import io.motet.cli.control.command.user.AuthenticateUser;
import io.motet.cli.control.command.user.ChangePassword;
import io.motet.cli.control.command.user.DeleteUser;
import io.motet.cli.control.command.user.ListUsers;
import io.motet.cli.control.command.user.SetUserTags;
import io.motet.cli.control.command.vhost.AddVirtualHost;
import io.motet.cli.control.command.vhost.DeleteVirtualHost;
import io.motet.cli.control.command.vhost.ListVirtualHosts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All commands, by name. A new command is a class and a line here. */
public final class CommandRegistry {
  private final Map<String, Command> byName = new TreeMap<>();

  public CommandRegistry() {
    List.of(
            new AddUser(),
            new AddVirtualHost(),
            new AuthenticateUser(),
            new AwaitStartup(),
            new ChangePassword(),
            new ClearPermissions(),
            new ClearPolicy(),
            new ClearTopicPermissions(),
            new CloseAllConnections(),
            new CloseConnection(),
            new ClusterStatus(),
            new DeleteQueue(),
            new DeleteUser(),
            new DeleteVirtualHost(),
            new DescribeGroup(),
            new Help(this),
            new ListBindings(),
            new ListChannels(),
            new ListConnections(),
            new ListConsumers(),
            new ListExchanges(),
            new ListGroups(),
            new ListPermissions(),
            new ListPolicies(),
            new ListQueues(),
            new ListTopicPermissions(),
            new ListTopics(),
            new ListUserPermissions(),
            new ListUsers(),
            new ListVirtualHosts(),
            new Ping(),
            new PurgeQueue(),
            new ResetOffsets(),
            new SetPermissions(),
            new SetPolicy(),
            new SetTopicPermissions(),
            new SetUserTags(),
            new Status(),
            new Stop(),
            new Version())
        .forEach(command -> byName.put(command.manual().name(), command));
  }

  /** Null when there is none of that name. */
  public Command find(String name) {
    return byName.get(name);
  }

  /** In the order of their names. */
  public Collection<Command> all() {
    return byName.values();
  }
}
