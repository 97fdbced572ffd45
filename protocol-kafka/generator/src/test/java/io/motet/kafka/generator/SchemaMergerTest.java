package io.motet.kafka.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SchemaMergerTest {
  private static final String NEWER =
      """
      { // Versions 0-1 were removed.
        "apiKey": 1, "type": "request", "name": "TestRequest", "listeners": ["broker"],
        "validVersions": "2-4", "flexibleVersions": "3+",
        "fields": [
          { "name": "Before", "type": "int32", "versions": "0+" },
          { "name": "Name", "type": "string", "versions": "0-3" },
          { "name": "Id", "type": "uuid", "versions": "4+" }
        ]
      }
      """;

  private static final String OLDER =
      """
      {
        "apiKey": 1, "type": "request", "name": "TestRequest", "listeners": ["broker"],
        "validVersions": "0-3", "flexibleVersions": "3+",
        "fields": [
          { "name": "Before", "type": "int32", "versions": "0+" },
          { "name": "Gone", "type": "int64", "versions": "1+" },
          { "name": "Name", "type": "string", "versions": "0+" }
        ]
      }
      """;

  @Test
  void theOlderSchemaCountsOnlyForVersionsThatTheNewerDoesNotHave() throws IOException {
    Schema merged = SchemaMerger.merge(SchemaReader.read(NEWER), SchemaReader.read(OLDER));
    assertThat(merged.versions()).isEqualTo(new VersionRange(0, 4));
    assertThat(merged.fields())
        .extracting(Field::name)
        .containsExactly("Before", "Gone", "Name", "Id");
    assertThat(merged.fields().get(1).versions()).isEqualTo(new VersionRange(1, 1));
    assertThat(merged.fields().get(2).versions()).isEqualTo(new VersionRange(0, 3));
  }

  @Test
  void conditionsSayNoMoreThanIsOpen() {
    VersionRange possible = new VersionRange(2, 9);
    assertThat(VersionRange.parse("0+").condition(possible)).isEqualTo("true");
    assertThat(VersionRange.parse("10+").condition(possible)).isEqualTo("false");
    assertThat(VersionRange.parse("4+").condition(possible)).isEqualTo("version >= 4");
    assertThat(VersionRange.parse("0-5").condition(possible)).isEqualTo("version <= 5");
    assertThat(VersionRange.parse("3-5").condition(possible))
        .isEqualTo("version >= 3 && version <= 5");
  }
}
