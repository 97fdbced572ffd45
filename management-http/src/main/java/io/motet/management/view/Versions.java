package io.motet.management.view;

/** What the API says about versions. */
public final class Versions {
  /** The RabbitMQ whose API this is: clients switch features on by it. */
  public static final String RABBITMQ = "3.13.7";

  public static final String PRODUCT_NAME = "Motet";

  private Versions() {}

  /** From the jar's manifest; {@code dev} when run from classes. */
  public static String product() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** Stands where RabbitMQ names its run time. */
  public static String runtime() {
    return Runtime.version().toString();
  }

  public static String fullRuntime() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
  }
}
