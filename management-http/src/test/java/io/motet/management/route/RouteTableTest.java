package io.motet.management.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private final RouteTable table = new RouteTable();

  @Test
  void aLiteralWinsAndAParameterIsTheWayOut() {
    Route bulk = table.at("/users/bulk-delete", Right.PUBLIC);
    Route one = table.at("/users/{user}", Right.PUBLIC);
    Route permissions = table.at("/users/{user}/permissions", Right.PUBLIC);
    assertThat(table.find("/users/bulk-delete").route()).isSameAs(bulk);
    assertThat(table.find("/users/other").route()).isSameAs(one);
    assertThat(table.find("/users/bulk-delete/permissions").route()).isSameAs(permissions);
  }

  @Test
  void parametersAreDecodedOnceAndOnlyInTheirSegment() {
    table.at("/q/{vhost}/{name}", Right.PUBLIC);
    assertThat(table.find("/q/%2f/a%252Fb+c").parameters())
        .isEqualTo(Map.of("vhost", "/", "name", "a%2Fb+c"));
    assertThat(table.find("/q/%2F%2F")).isNull();
  }

  @Test
  void aSlashAtTheEndDoesNotMatter() {
    table.at("/overview", Right.PUBLIC);
    assertThat(table.find("/overview/")).isNotNull();
    assertThat(table.find("/overview/more")).isNull();
    assertThat(table.find("overview")).isNull();
  }

  @Test
  void twoRoutesAtOnePathAreAMistake() {
    table.at("/a/{b}", Right.PUBLIC);
    assertThatThrownBy(() -> table.at("/a/{b}", Right.PUBLIC)).hasMessageContaining("/a/{b}");
    assertThatThrownBy(() -> table.at("/a/{c}", Right.PUBLIC)).hasMessageContaining("{c}");
  }

  @Test
  void relativePathsGoUpOnlyAsFarAsNeeded() {
    RelativePath to = RelativePath.of("api", "bindings", "/", "e", "x", "q", "y", "k%");
    assertThat(to.from("/api/bindings/%2F/e/x/q/y")).isEqualTo("y/k%25");
    assertThat(to.from("/api/bindings/%2f/e/x/q/y")).isEqualTo("../../../../%2F/e/x/q/y/k%25");
  }

  @Test
  void brokenEscapesStayAsTheyAre() {
    assertThat(PercentEncoding.decode("100%")).isEqualTo("100%");
    assertThat(PercentEncoding.decode("%zz%41")).isEqualTo("%zzA");
    assertThat(PercentEncoding.decode("%C3%A9")).isEqualTo("é");
  }
}
