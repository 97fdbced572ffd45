package io.motet.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualHostCommandsTest extends MotetctlTest {
  @Test
  void addVirtualHost() {
    api.answer("PUT vhosts/a%2Fb", 201, "");
    assertThat(run("add_vhost", "a/b", "--description", "d", "--tags", "x,y"))
        .isEqualTo(new Run("Adding vhost \"a/b\" ...\n", "", 0));
    assertThat(api.changes().get(0)).contains("\"description\":\"d\"", "\"tags\":\"x,y\"");
  }

  @Test
  void deleteVirtualHost() {
    api.answer("DELETE vhosts/test", 204, "");
    assertThat(run("delete_vhost", "test"))
        .isEqualTo(new Run("Deleting vhost \"test\" ...\n", "", 0));
    assertThat(run("delete_vhost", "test2"))
        .isEqualTo(
            new Run("Deleting vhost \"test2\" ...\n", "Virtual host 'test2' does not exist\n", 65));
  }

  @Test
  void listVirtualHosts() {
    api.answer(
        "GET vhosts",
        """
        [{"name":"test2","tracing":false,"description":"d","tags":["a","b"],
          "cluster_state":{"ops@localhost":"running"}},
         {"name":"/","tracing":false,"description":"Default virtual host","tags":[],
          "cluster_state":{"ops@localhost":"running"}}]
        """);
    assertThat(run("list_vhosts").out()).isEqualTo("Listing vhosts ...\nname\ntest2\n/\n");
    assertThat(run("list_vhosts", "name", "tracing,description", "tags", "cluster_state").out())
        .isEqualTo(
            """
            Listing vhosts ...
            name\ttracing\tdescription\ttags\tcluster_state
            test2\tfalse\td\t[a, b]\t[{ops@localhost, running}]
            /\tfalse\tDefault virtual host\t[]\t[{ops@localhost, running}]
            """);
  }
}
