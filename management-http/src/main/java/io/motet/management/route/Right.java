package io.motet.management.route;

import io.motet.management.http.HttpFailure;
import io.motet.management.security.Caller;

/** What a caller must be allowed to do before a route's handler runs. */
public enum Right {
  /** Anybody, without credentials. */
  PUBLIC(null) {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return true;
    }
  },
  /** Any user who may use management at all. */
  MANAGEMENT("Not management user") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return true;
    }
  },
  /** Users who may enter the virtual host in the path, if there is one. */
  VIRTUAL_HOST("User not authorised to access virtual host") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return caller.isAdministrator() || mayEnter(caller, virtualHost);
    }
  },
  /** Like {@link #VIRTUAL_HOST}, and monitors of any virtual host. */
  VIRTUAL_HOST_VISIBLE("User not authorised to access virtual host") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return caller.isMonitor() || mayEnter(caller, virtualHost);
    }
  },
  /** Policy makers of the virtual host in the path. */
  POLICYMAKER("User not authorised to access object") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return caller.isAdministrator() || (caller.isPolicymaker() && mayEnter(caller, virtualHost));
    }
  },
  MONITORING("Not monitor user") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return caller.isMonitor();
    }
  },
  ADMINISTRATOR("Not administrator user") {
    @Override
    boolean permits(Caller caller, String virtualHost) {
      return caller.isAdministrator();
    }
  };

  private final String refusal;

  Right(String refusal) {
    this.refusal = refusal;
  }

  abstract boolean permits(Caller caller, String virtualHost);

  /** Throws the 401 that RabbitMQ answers when the caller lacks it. */
  void check(Caller caller, String virtualHost) {
    if (!caller.isManagement()) {
      throw HttpFailure.notAuthorised(MANAGEMENT.refusal);
    }
    if (!permits(caller, virtualHost)) {
      throw HttpFailure.notAuthorised(refusal);
    }
  }

  private static boolean mayEnter(Caller caller, String virtualHost) {
    return virtualHost == null || !caller.exists(virtualHost) || caller.mayAccess(virtualHost);
  }
}
