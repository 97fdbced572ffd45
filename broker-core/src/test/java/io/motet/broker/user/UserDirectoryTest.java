package io.motet.broker.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.motet.broker.metadata.MetadataStore;
import io.motet.broker.settings.Settings;
import io.motet.broker.support.SteppedLog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDirectoryTest {
  private final SteppedLog log = new SteppedLog();
  private final MetadataStore store = log.store();
  private final List<String> deleted = new ArrayList<>();
  private final UserDirectory users = directory(Map.of());

  private UserDirectory directory(Map<String, String> settings) {
    return new UserDirectory(
        store,
        new FixedEntropy(1),
        Settings.of(settings),
        name -> !name.equals("none"),
        deleted::add);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private boolean login(String name, String password) {
    return users.authenticate(name, bytes(password)).join() != null;
  }

  @Test
  void passwordIsChecked() {
    users.putWithPassword("ann", bytes("secret"), List.of("management"));
    assertThat(login("ann", "secret")).isTrue();
    assertThat(login("ann", "Secret")).isFalse();
    assertThat(login("ann", "")).isFalse();
    assertThat(login("bob", "secret")).isFalse();
    users.changePassword("ann", bytes("other"));
    assertThat(login("ann", "secret")).isFalse();
    assertThat(login("ann", "other")).isTrue();
    assertThat(users.get("ann").tags()).containsExactly("management");
  }

  @Test
  void emptyPasswordNeverLogsIn() {
    users.putWithPassword("ann", bytes(""), List.of());
    assertThat(login("ann", "")).isFalse();
    users.putWithHash("bob", "", "rabbit_password_hashing_sha256", List.of());
    assertThat(login("bob", "")).isFalse();
  }

  /** The hash is from RabbitMQ's documentation: salt 908D C60A, password test12. */
  @Test
  void hashesOfRabbitMqAreUnderstood() {
    String hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR";
    users.putWithHash("ann", hash, "rabbit_password_hashing_sha256", List.of());
    assertThat(login("ann", "test12")).isTrue();
    assertThat(login("ann", "test13")).isFalse();
  }

  @Test
  void otherAlgorithmsCanBeImported() {
    for (PasswordHashing hashing : PasswordHashing.values()) {
      String hash = hashing.hash(bytes("pw"), new FixedEntropy(3));
      users.putWithHash("u", hash, hashing.wireName(), List.of());
      assertThat(login("u", "pw")).as(hashing.wireName()).isTrue();
      assertThat(login("u", "wp")).as(hashing.wireName()).isFalse();
    }
  }

  @Test
  void wrongHashesAreRefused() {
    String sha256 = "rabbit_password_hashing_sha256";
    assertThatThrownBy(() -> users.putWithHash("u", "@@@", sha256, List.of()).join())
        .hasMessageContaining("not base64");
    String tooShort = Base64.getEncoder().encodeToString(new byte[8]);
    assertThatThrownBy(() -> users.putWithHash("u", tooShort, sha256, List.of()).join())
        .hasMessageContaining("wrong length");
    assertThatThrownBy(() -> users.putWithHash("u", "", "rot13", List.of()).join())
        .hasMessageContaining("unknown password hashing algorithm 'rot13'");
  }

  @Test
  void patternsMatchAnywhereAndEmptyMatchesNothing() {
    users.putWithPassword("ann", bytes("p"), List.of());
    assertThat(users.mayAccess("ann", "/")).isFalse();
    users.setPermissions(new Permissions("ann", "/", "", "b", "^x-.*$"));
    assertThat(users.mayAccess("ann", "/")).isTrue();
    assertThat(users.may("ann", "/", Access.CONFIGURE, "q")).isFalse();
    assertThat(users.may("ann", "/", Access.WRITE, "abc")).isTrue();
    assertThat(users.may("ann", "/", Access.WRITE, "acc")).isFalse();
    assertThat(users.may("ann", "/", Access.READ, "x-1")).isTrue();
    assertThat(users.may("ann", "/", Access.READ, "ax-1")).isFalse();
    assertThat(users.may("ann", "other", Access.WRITE, "abc")).isFalse();
  }

  @Test
  void decisionsEndWithThePermission() {
    users.putWithPassword("ann", bytes("p"), List.of());
    users.setPermissions(new Permissions("ann", "/", ".*", ".*", ".*"));
    assertThat(users.may("ann", "/", Access.WRITE, "q")).isTrue();
    users.setPermissions(new Permissions("ann", "/", ".*", "", ".*"));
    assertThat(users.may("ann", "/", Access.WRITE, "q")).isFalse();
    users.clearPermissions("ann", "/");
    assertThat(users.may("ann", "/", Access.READ, "q")).isFalse();
  }

  @Test
  void decisionsDoNotFillTheMemory() {
    NamePattern pattern = new NamePattern("^q");
    for (int i = 0; i < 3 * NamePattern.MAX_DECISIONS; i++) {
      assertThat(pattern.matches("q" + i)).isTrue();
      assertThat(pattern.matches("r" + i)).isFalse();
    }
    assertThat(pattern.decisionCount()).isEqualTo(NamePattern.MAX_DECISIONS);
  }

  @Test
  void patternsOfManyClientsDoNotFillTheMemory() {
    TopicPermissionTable table = new TopicPermissionTable();
    table.put(new TopicPermissions("ann", "/", "x", "^{client_id}$", ""));
    for (int i = 0; i < 3 * TopicPermissionTable.MAX_COMPILED; i++) {
      String client = "c" + i;
      Map<String, String> variables = Map.of("client_id", client);
      assertThat(table.allows("ann", "/", Access.WRITE, "x", client, variables)).isTrue();
      assertThat(table.allows("ann", "/", Access.WRITE, "x", "d", variables)).isFalse();
      assertThat(table.compiledCount()).isLessThanOrEqualTo(TopicPermissionTable.MAX_COMPILED);
    }
  }

  @Test
  void defaultExchangeIsCalledAmqDefault() {
    users.putWithPassword("ann", bytes("p"), List.of());
    users.setPermissions(new Permissions("ann", "/", "", "^amq\\.default$", ""));
    assertThat(users.may("ann", "/", Access.WRITE, "")).isTrue();
  }

  @Test
  void topicPermissionsKnowVariables() {
    users.putWithPassword("ann", bytes("p"), List.of());
    Map<String, String> variables = Map.of("client_id", "c7");
    assertThat(users.mayTopic("ann", "/", Access.WRITE, "amq.topic", "any", variables)).isTrue();
    users.setTopicPermissions(
        new TopicPermissions("ann", "/", "amq.topic", "^{username}\\.{client_id}\\.", ""));
    assertThat(users.mayTopic("ann", "/", Access.WRITE, "amq.topic", "ann.c7.x", variables))
        .isTrue();
    assertThat(users.mayTopic("ann", "/", Access.WRITE, "amq.topic", "bob.c7.x", variables))
        .isFalse();
    assertThat(users.mayTopic("ann", "/", Access.READ, "amq.topic", "ann.c7.x", variables))
        .isFalse();
    assertThat(users.mayTopic("ann", "/", Access.READ, "other", "ann.c7.x", variables)).isTrue();
    users.clearTopicPermissions("ann", "/", null);
    assertThat(users.mayTopic("ann", "/", Access.READ, "amq.topic", "k", variables)).isTrue();
  }

  @Test
  void guestIsLocalOnly() throws Exception {
    InetAddress local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetAddress remote = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    assertThat(users.mayConnectFrom("guest", local)).isTrue();
    assertThat(users.mayConnectFrom("guest", remote)).isFalse();
    assertThat(users.mayConnectFrom("ann", remote)).isTrue();
    UserDirectory open = directory(Map.of("loopback_users.guest", "false"));
    assertThat(open.mayConnectFrom("guest", remote)).isTrue();
    UserDirectory none = directory(Map.of("loopback_users", "none"));
    assertThat(none.mayConnectFrom("guest", remote)).isTrue();
    UserDirectory more = directory(Map.of("loopback_users.ann", "true"));
    assertThat(more.mayConnectFrom("ann", remote)).isFalse();
    assertThat(more.mayConnectFrom("guest", remote)).isFalse();
  }

  @Test
  void unknownUsersAndHostsAreNamed() {
    assertThatThrownBy(() -> users.delete("bob").join())
        .hasMessageContaining("user 'bob' does not exist");
    users.putWithPassword("ann", bytes("p"), List.of());
    assertThatThrownBy(
            () -> users.setPermissions(new Permissions("ann", "none", "", "", "")).join())
        .hasMessageContaining("virtual host 'none' does not exist");
    assertThatThrownBy(() -> users.setPermissions(new Permissions("ann", "/", "(", "", "")).join())
        .hasMessageContaining("invalid regular expression '('");
  }

  @Test
  void deletedUserLosesAll() {
    users.putWithPassword("ann", bytes("p"), List.of());
    users.setPermissions(new Permissions("ann", "/", ".*", ".*", ".*"));
    users.setTopicPermissions(new TopicPermissions("ann", "/", "x", "a", "a"));
    users.delete("ann");
    log.force();
    assertThat(users.permissions()).isEmpty();
    assertThat(users.topicPermissions()).isEmpty();
    UserDirectory reloaded = directory(Map.of());
    reloaded.load();
    assertThat(reloaded.all()).isEmpty();
    assertThat(reloaded.permissions()).isEmpty();
  }
}
