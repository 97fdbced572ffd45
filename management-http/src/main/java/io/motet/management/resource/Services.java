package io.motet.management.resource;

import io.motet.broker.spi.FrontEndContext;
import io.motet.broker.user.Access;
import io.motet.broker.vhost.VirtualHost;
import io.motet.management.http.HttpFailure;
import io.motet.management.route.Call;
import io.motet.management.route.Replies;
import io.motet.management.stats.SampleRanges;
import io.motet.management.stats.Statistics;
import java.util.Collection;
import java.util.List;

/** What resources work with, and the questions that many of them ask of a call. */
public record Services(FrontEndContext context, Statistics statistics) {

  /** The virtual host in the path; 404 when there is none of that name. */
  VirtualHost virtualHost(Call call) {
    return Replies.found(context.virtualHosts().get(call.path("vhost")));
  }

  /** The virtual hosts that a list is about: the one in the path, or all the caller may read. */
  Collection<VirtualHost> scope(Call call) {
    Collection<VirtualHost> readable = call.caller().readableVirtualHosts();
    if (call.path("vhost") == null) {
      return readable;
    }
    VirtualHost host = virtualHost(call);
    return readable.stream().anyMatch(h -> h.name().equals(host.name()))
        ? List.of(host)
        : List.of();
  }

  /** The samples that the client asks for; 400 when the range makes no sense. */
  SampleRanges ranges(Call call) {
    try {
      return statistics.ranges(call::query);
    } catch (IllegalArgumentException e) {
      throw HttpFailure.badRequest(e.getMessage());
    }
  }

  /** 401 unless the caller's permissions let them do this to the resource. */
  static void require(Call call, VirtualHost host, Access access, String resource) {
    if (!call.caller().may(host.name(), access, resource)) {
      throw refused();
    }
  }

  static HttpFailure refused() {
    return HttpFailure.notAuthorised("Access refused.");
  }
}
