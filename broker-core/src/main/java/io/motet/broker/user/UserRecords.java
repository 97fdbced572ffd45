package io.motet.broker.user;

import io.motet.broker.metadata.Fields;

/** Users and rights as metadata records. */
final class UserRecords {
  private UserRecords() {}

  static Fields fields(User user) {
    return Fields.empty()
        .with("name", user.name())
        .with("tags", user.tags())
        .with("hash", user.passwordHash())
        .with("hashing", user.hashingAlgorithm());
  }

  static User user(Fields fields) {
    return new User(
        fields.text("name"), fields.texts("tags"), fields.text("hash"), fields.text("hashing"));
  }

  static Fields fields(Permissions permissions) {
    return Fields.empty()
        .with("user", permissions.user())
        .with("vhost", permissions.virtualHost())
        .with("configure", permissions.configure())
        .with("write", permissions.write())
        .with("read", permissions.read());
  }

  static Permissions permissions(Fields fields) {
    return new Permissions(
        fields.text("user"),
        fields.text("vhost"),
        fields.text("configure"),
        fields.text("write"),
        fields.text("read"));
  }

  static Fields fields(TopicPermissions permissions) {
    return Fields.empty()
        .with("user", permissions.user())
        .with("vhost", permissions.virtualHost())
        .with("exchange", permissions.exchange())
        .with("write", permissions.write())
        .with("read", permissions.read());
  }

  static TopicPermissions topic(Fields fields) {
    return new TopicPermissions(
        fields.text("user"),
        fields.text("vhost"),
        fields.text("exchange"),
        fields.text("write"),
        fields.text("read"));
  }
}
