package io.motet.cli.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point inward only: front ends to the core, the core to storage. */
@AnalyzeClasses(packages = "io.motet", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {
  private static final String STORAGE = "io.motet.storage..";
  private static final String CORE = "io.motet.broker..";
  private static final String AMQP = "io.motet.amqp..";
  private static final String GEARMAN = "io.motet.gearman..";
  private static final String ZMTP = "io.motet.zmtp..";
  private static final String KAFKA = "io.motet.kafka..";
  private static final String MANAGEMENT = "io.motet.management..";
  private static final String CLI = "io.motet.cli..";

  @ArchTest
  static final ArchRule STORAGE_KNOWS_NO_MODEL =
      noClasses()
          .that()
          .resideInAPackage(STORAGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, AMQP, GEARMAN, ZMTP, KAFKA, MANAGEMENT, CLI);

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_FRONT_END =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AMQP, GEARMAN, ZMTP, KAFKA, MANAGEMENT, CLI);

  @ArchTest
  static final ArchRule FRONT_ENDS_KNOW_NEITHER_STORAGE_NOR_THE_PROGRAMS =
      noClasses()
          .that()
          .resideInAnyPackage(AMQP, GEARMAN, ZMTP, KAFKA, MANAGEMENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STORAGE, CLI);

  @ArchTest
  static final ArchRule FRONT_ENDS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("io.motet.(amqp|gearman|zmtp|kafka|management)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule THE_SERVER_KNOWS_NO_FRONT_END =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(AMQP, GEARMAN, ZMTP, KAFKA, MANAGEMENT, STORAGE);

  @ArchTest
  static final ArchRule MOTETCTL_KNOWS_NO_BROKER =
      noClasses()
          .that()
          .resideInAPackage("io.motet.cli.control..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, "io.motet.cli.server..");

  /** A module that no rule above names would escape them all. */
  @ArchTest
  static final ArchRule EVERY_CLASS_IS_IN_A_KNOWN_MODULE =
      classes()
          .that()
          .resideInAPackage("io.motet..")
          .should()
          .resideInAnyPackage(
              STORAGE, CORE, AMQP, GEARMAN, ZMTP, KAFKA, MANAGEMENT, CLI, "io.motet.benchmarks..");
}
