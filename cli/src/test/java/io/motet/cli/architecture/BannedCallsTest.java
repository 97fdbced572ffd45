package io.motet.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Time, chance and threads come from the runtime packages, so that a simulator can replace them.
 */
@AnalyzeClasses(packages = "io.motet", importOptions = ImportOption.DoNotIncludeTests.class)
class BannedCallsTest {
  /** The only places that may touch the real world, and programs that only measure it. */
  private static final String[] ALLOWED = {
    "io.motet.broker.runtime..", "io.motet.storage.runtime..", "io.motet.benchmarks.."
  };

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages(ALLOWED)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  /** A Random with a seed is none: it repeats itself, and simulations live on that. */
  @ArchTest
  static final ArchRule NO_CHANCE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ALLOWED)
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class));

  /**
   * Answers to HTTP requests are made on threads of their own, as they wait for shards and may be
   * long. No simulator runs them.
   */
  private static final String HTTP_SERVER = "io.motet.management.http.HttpServer";

  @ArchTest
  static final ArchRule NO_THREADS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ALLOWED)
          .and()
          .doNotHaveFullyQualifiedName(HTTP_SERVER)
          .should()
          .callConstructorWhere(
              target(owner(assignableTo(Thread.class))).and(target(name("<init>"))))
          .orShould()
          .dependOnClassesThat(belongToAnyOf(Executors.class, ThreadPoolExecutor.class));
}
