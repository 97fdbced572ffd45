package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PermissionCommandsTest extends MotetctlTest {
  private static final String REFUSED =
      "{\"error\":\"bad_request\",\"reason\":\"vhost_or_user_not_found\"}";

  @Test
  void setPermissions() {
    api.answer("PUT permissions/%2F/rabbit", 201, "");
    assertThat(run("set_permissions", "-p", "/", "rabbit", "^c", "^w", "^r"))
        .isEqualTo(new Run("Setting permissions for user \"rabbit\" in vhost \"/\" ...\n", "", 0));
    assertThat(api.changes().get(0))
        .contains("\"configure\":\"^c\"", "\"write\":\"^w\"", "\"read\":\"^r\"");
  }

  @Test
  void setPermissionsSaysWhatIsMissing() {
    api.answer("GET users/admin", "{}").answer("GET vhosts/%2F", "{}");
    api.answer("PUT permissions/nope/admin", 400, REFUSED);
    api.answer("PUT permissions/%2F/nouser", 400, REFUSED);
    assertThat(run("set_permissions", "-p", "nope", "admin", ".*", ".*", ".*"))
        .isEqualTo(
            new Run(
                "Setting permissions for user \"admin\" in vhost \"nope\" ...\n",
                "Error:\nVirtual host nope does not exist\n",
                69));
    assertThat(run("set_permissions", "-p", "/", "nouser", ".*", ".*", ".*"))
        .isEqualTo(
            new Run(
                "Setting permissions for user \"nouser\" in vhost \"/\" ...\n",
                "Error:\nUser nouser does not exist\n",
                67));
  }

  @Test
  void clearingWhatIsNotSetIsFine() {
    api.answer("GET users/rabbit", "{}").answer("GET vhosts/%2F", "{}");
    assertThat(run("clear_permissions", "-p", "/", "rabbit"))
        .isEqualTo(new Run("Clearing permissions for user \"rabbit\" in vhost \"/\" ...\n", "", 0));
    assertThat(run("clear_permissions", "nobody").exitCode()).isEqualTo(67);
  }

  @Test
  void listPermissions() {
    api.answer(
        "GET vhosts/%2F/permissions",
        """
        [{"user":"guest","vhost":"/","configure":".*","write":".*","read":".*"}]
        """);
    api.answer("GET vhosts/test/permissions", "[]");
    assertThat(run("list_permissions").out())
        .isEqualTo(
            """
            Listing permissions for vhost "/" ...
            user\tconfigure\twrite\tread
            guest\t.*\t.*\t.*
            """);
    assertThat(run("list_permissions", "-p", "test").out())
        .isEqualTo("Listing permissions for vhost \"test\" ...\n\n");
    assertThat(run("list_permissions", "-p", "nope").exitCode()).isEqualTo(69);
  }

  @Test
  void listUserPermissions() {
    api.answer(
        "GET users/guest/permissions",
        """
        [{"user":"guest","vhost":"/","configure":".*","write":".*","read":".*"}]
        """);
    assertThat(run("list_user_permissions", "guest").out())
        .isEqualTo(
            """
            Listing permissions for user "guest" ...
            vhost\tconfigure\twrite\tread
            /\t.*\t.*\t.*
            """);
    assertThat(run("list_user_permissions", "nobody").exitCode()).isEqualTo(67);
  }

  @Test
  void topicPermissions() {
    api.answer("PUT topic-permissions/%2F/rabbit", 201, "");
    api.answer("DELETE topic-permissions/%2F/rabbit", 204, "");
    api.answer("DELETE topic-permissions/%2F/rabbit/amq.topic", 204, "");
    api.answer(
        "GET vhosts/%2F/topic-permissions",
        """
        [{"user":"rabbit","vhost":"/","exchange":"amq.topic","write":"^a","read":".*"}]
        """);
    assertThat(run("set_topic_permissions", "-p", "/", "rabbit", "amq.topic", "^a", ".*").out())
        .isEqualTo(
            "Setting topic permissions on \"amq.topic\" for user \"rabbit\" in vhost \"/\" ...\n");
    assertThat(run("list_topic_permissions").out())
        .isEqualTo(
            """
            Listing topic permissions for vhost "/" ...
            user\texchange\twrite\tread
            rabbit\tamq.topic\t^a\t.*
            """);
    assertThat(run("clear_topic_permissions", "rabbit").out())
        .isEqualTo("Clearing topic permissions for user \"rabbit\" in vhost \"/\" ...\n");
    assertThat(run("clear_topic_permissions", "rabbit", "amq.topic").out())
        .isEqualTo(
            "Clearing topic permissions on \"amq.topic\" for user \"rabbit\" in vhost \"/\" ...\n");
    assertThat(api.changes())
        .contains(
            "DELETE topic-permissions/%2F/rabbit", "DELETE topic-permissions/%2F/rabbit/amq.topic");
  }
}
