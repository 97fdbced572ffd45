package io.motet.kafka.quota;

import java.util.List;

/** Where a quota for a client can be: the more particular place wins. */
enum QuotaPlace {
  USER_AND_CLIENT(Part.NAMED, Part.NAMED),
  USER_AND_ANY_CLIENT(Part.NAMED, Part.DEFAULT),
  USER(Part.NAMED, Part.NONE),
  ANY_USER_AND_CLIENT(Part.DEFAULT, Part.NAMED),
  ANY_USER_AND_ANY_CLIENT(Part.DEFAULT, Part.DEFAULT),
  ANY_USER(Part.DEFAULT, Part.NONE),
  CLIENT(Part.NONE, Part.NAMED),
  ANY_CLIENT(Part.NONE, Part.DEFAULT);

  static final List<QuotaPlace> BY_PRECEDENCE = List.of(values());

  private enum Part {
    NAMED,
    DEFAULT,
    NONE;

    String quota(String name) {
      return this == NAMED ? name : this == DEFAULT ? QuotaEntity.DEFAULT : null;
    }
  }

  private final Part user;
  private final Part client;

  QuotaPlace(Part user, Part client) {
    this.user = user;
    this.client = client;
  }

  /** Whose quota is here for the client; null when the client lacks a name that it takes. */
  QuotaEntity quota(String userName, String clientId) {
    boolean lacking =
        (user != Part.NONE && userName == null) || (client != Part.NONE && clientId == null);
    return lacking ? null : new QuotaEntity(user.quota(userName), client.quota(clientId), null);
  }

  /** Who is counted together: a default holds for each one apart. */
  QuotaEntity counted(String userName, String clientId) {
    return new QuotaEntity(
        user == Part.NONE ? null : userName, client == Part.NONE ? null : clientId, null);
  }
}
