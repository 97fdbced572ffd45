package io.motet.kafka.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.motet.kafka.acl.AclTable.Decision;
import io.motet.kafka.api.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AclTableTest {
  private static final byte TOPIC = 2;

  private static Acl rule(byte pattern, String name, Operation operation, byte permission) {
    return new Acl(TOPIC, pattern, name, "User:a", "*", operation.code(), permission);
  }

  private static Decision decide(List<Acl> rules, String name, Operation operation) {
    return new AclTable(rules).decide(TOPIC, name, "User:a", "10.0.0.1", operation);
  }

  @Test
  void whoMayReadMayDescribeButABanOfReadingIsNoBanOfDescribing() {
    Acl read = rule(Acl.LITERAL, "t", Operation.READ, Acl.ALLOW);
    assertThat(decide(List.of(read), "t", Operation.DESCRIBE)).isEqualTo(Decision.ALLOWED);
    assertThat(decide(List.of(read), "t", Operation.WRITE)).isEqualTo(Decision.DENIED);
    Acl ban = rule(Acl.LITERAL, "t", Operation.READ, Acl.DENY);
    Acl describe = rule(Acl.LITERAL, "t", Operation.DESCRIBE, Acl.ALLOW);
    assertThat(decide(List.of(ban, describe), "t", Operation.DESCRIBE)).isEqualTo(Decision.ALLOWED);
    Acl configs = rule(Acl.LITERAL, "t", Operation.ALTER_CONFIGS, Acl.ALLOW);
    assertThat(decide(List.of(configs), "t", Operation.DESCRIBE_CONFIGS))
        .isEqualTo(Decision.ALLOWED);
    assertThat(decide(List.of(configs), "t", Operation.DESCRIBE)).isEqualTo(Decision.DENIED);
  }

  @Test
  void hostsAndPrincipalsAreCompared() {
    Acl rule = new Acl(TOPIC, Acl.LITERAL, "t", "User:a", "10.0.0.1", Acl.ALL, Acl.ALLOW);
    AclTable table = new AclTable(List.of(rule));
    assertThat(table.decide(TOPIC, "t", "User:a", "10.0.0.1", Operation.READ))
        .isEqualTo(Decision.ALLOWED);
    assertThat(table.decide(TOPIC, "t", "User:a", "10.0.0.2", Operation.READ))
        .isEqualTo(Decision.DENIED);
    assertThat(table.decide(TOPIC, "t", "User:b", "10.0.0.1", Operation.READ))
        .isEqualTo(Decision.DENIED);
    assertThat(table.decide(TOPIC, "u", "User:a", "10.0.0.1", Operation.READ))
        .isEqualTo(Decision.NO_RULES);
    assertThat(table.decide((byte) 3, "t", "User:a", "10.0.0.1", Operation.READ))
        .isEqualTo(Decision.NO_RULES);
  }

  /** The walk over sorted prefixes finds what looking at every rule finds. */
  @Test
  void everyPrefixIsFound() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      List<Acl> rules = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        byte pattern = random.nextBoolean() ? Acl.PREFIXED : Acl.LITERAL;
        String name = random.nextInt(10) == 0 ? "*" : name(random);
        byte permission = random.nextInt(3) == 0 ? Acl.DENY : Acl.ALLOW;
        Operation operation = random.nextBoolean() ? Operation.READ : Operation.WRITE;
        rules.add(rule(pattern, name, operation, permission));
      }
      String name = name(random);
      assertThat(decide(rules, name, Operation.READ)).isEqualTo(slowly(rules, name));
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      name.append((char) ('a' + random.nextInt(3)));
    }
    return name.toString();
  }

  private static Decision slowly(List<Acl> rules, String name) {
    Decision decision = Decision.NO_RULES;
    for (Acl rule : rules) {
      boolean matches =
          rule.patternType() == Acl.PREFIXED
              ? name.startsWith(rule.name())
              : rule.name().equals(name) || rule.name().equals("*");
      if (!matches) {
        continue;
      }
      boolean concerns = rule.operation() == Operation.READ.code();
      if (concerns && rule.permission() == Acl.DENY) {
        return Decision.DENIED;
      }
      if (concerns) {
        decision = Decision.ALLOWED;
      } else if (decision == Decision.NO_RULES) {
        decision = Decision.DENIED;
      }
    }
    return decision;
  }
}
