package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserCommandsTest extends MotetctlTest {
  private static final String RABBIT =
      """
      {"name":"rabbit","password_hash":"aGFzaA==","hashing_algorithm":"sha","tags":["monitoring"]}
      """;

  @Test
  void addUser() {
    api.answer("PUT users/rabbit", 201, "");
    assertThat(run("add_user", "rabbit", "password"))
        .isEqualTo(
            new Run(
                """
                Adding user "rabbit" ...
                Done. Don't forget to grant the user permissions to some virtual hosts! See \
                'rabbitmqctl help set_permissions' to learn more.
                """,
                "",
                0));
    assertThat(api.changes()).hasSize(1);
    assertThat(api.changes().get(0)).contains("\"password\":\"password\"", "\"tags\":\"\"");
  }

  @Test
  void addUserThatIsThere() {
    api.answer("GET users/rabbit", RABBIT);
    assertThat(run("add_user", "rabbit", "password"))
        .isEqualTo(
            new Run(
                "Adding user \"rabbit\" ...\n", "Error:\nUser \"rabbit\" already exists\n", 70));
    assertThat(api.changes()).isEmpty();
  }

  @Test
  void addUserWithAHash() {
    api.answer("PUT users/rabbit", 201, "");
    run("add_user", "rabbit", "aGFzaA==", "--pre-hashed-password");
    assertThat(api.changes().get(0)).contains("\"password_hash\":\"aGFzaA==\"");
  }

  @Test
  void addUserWithoutName() {
    assertThat(run("add_user", "", "x").exitCode()).isEqualTo(65);
  }

  @Test
  void deleteUser() {
    api.answer("DELETE users/rabbit", 204, "");
    assertThat(run("delete_user", "rabbit"))
        .isEqualTo(new Run("Deleting user \"rabbit\" ...\n", "", 0));
    assertThat(run("delete_user", "nobody"))
        .isEqualTo(
            new Run(
                "Deleting user \"nobody\" ...\n", "Error:\nUser \"nobody\" does not exist\n", 67));
  }

  @Test
  void changePasswordKeepsTags() {
    api.answer("GET users/rabbit", RABBIT).answer("PUT users/rabbit", 204, "");
    assertThat(run("change_password", "rabbit", "new"))
        .isEqualTo(new Run("Changing password for user \"rabbit\" ...\n", "", 0));
    assertThat(api.changes().get(0)).contains("\"password\":\"new\"", "\"tags\":\"monitoring\"");
    assertThat(run("change_password", "nobody", "new").exitCode()).isEqualTo(67);
  }

  @Test
  void setUserTagsKeepsThePassword() {
    api.answer("GET users/rabbit", RABBIT).answer("PUT users/rabbit", 204, "");
    assertThat(run("set_user_tags", "rabbit", "administrator", "other"))
        .isEqualTo(
            new Run("Setting tags for user \"rabbit\" to [administrator, other] ...\n", "", 0));
    assertThat(api.changes().get(0))
        .contains("\"password_hash\":\"aGFzaA==\"", "\"tags\":\"administrator,other\"");
  }

  @Test
  void authenticateUser() {
    api.answer("GET whoami", "{\"name\":\"admin\"}");
    assertThat(run("authenticate_user", "admin", "right"))
        .isEqualTo(new Run("Authenticating user \"admin\" ...\nSuccess\n", "", 0));
    assertThat(run("authenticate_user", "admin", "wrong"))
        .isEqualTo(
            new Run(
                "Authenticating user \"admin\" ...\n",
                """
                Error:
                Error: failed to authenticate user "admin"
                user 'admin' - invalid credentials
                """,
                65));
  }

  @Test
  void aUserWhoMayNotManageIsAuthenticatedAllTheSame() {
    api.answer(
        "GET whoami", 401, "{\"error\":\"not_authorised\",\"reason\":\"Not management user\"}");
    assertThat(run("authenticate_user", "app", "right").exitCode()).isZero();
  }
}
