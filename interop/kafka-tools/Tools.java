import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs Kafka's command line tools by their main classes, several in one JVM: starting one for each
 * would take longer than what they do. What a tool writes is caught, and where it would end the JVM
 * it is left by an error. Releases that end it without asking run in a JVM of their own.
 */
final class Tools {
  /** What a tool wrote to both of its streams, and how it ended. */
  record Run(String text, int exitCode) {}

  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;

    Ended() {
      super("", null, false, false);
    }

    /** Some tools print whatever comes. */
    @Override
    public String toString() {
      return "";
    }
  }

  /** Scala remembers the stream that it finds first, so there is one for all tools. */
  private static final class Switch extends OutputStream {
    private OutputStream target = System.out;

    @Override
    public synchronized void write(int oneByte) {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void to(OutputStream newTarget) {
      target = newTarget;
    }
  }

  private static final String EXIT = "org.apache.kafka.common.utils.Exit";
  private static final int PATIENCE_SECONDS = 60;

  private final PrintStream out = System.out;
  private final Switch switched = new Switch();
  private final boolean inside;
  private final List<Runnable> hooks = new ArrayList<>();
  private Integer exitCode;

  Tools() throws ReflectiveOperationException {
    inside = exists(EXIT + "$ShutdownHookAdder");
    if (inside) {
      Class<?> exit = Class.forName(EXIT);
      replace(exit, "setExitProcedure");
      replace(exit, "setHaltProcedure");
      collectHooks(exit);
      System.setOut(new PrintStream(switched, true));
      System.setErr(new PrintStream(switched, true));
    }
  }

  private void replace(Class<?> exit, String setter) throws ReflectiveOperationException {
    Class<?> procedure = Class.forName(EXIT + "$Procedure");
    Object ending =
        Proxy.newProxyInstance(
            procedure.getClassLoader(),
            new Class<?>[] {procedure},
            (self, method, arguments) -> {
              if (exitCode == null) {
                exitCode = (Integer) arguments[0];
              }
              throw new Ended();
            });
    exit.getMethod(setter, procedure).invoke(null, ending);
  }

  /** What tools would have done at the end of the JVM is done at theirs. */
  private void collectHooks(Class<?> exit) throws ReflectiveOperationException {
    for (Method method : exit.getMethods()) {
      if (method.getName().equals("setShutdownHookAdder")) {
        Class<?> adder = method.getParameterTypes()[0];
        method.invoke(
            null,
            Proxy.newProxyInstance(
                adder.getClassLoader(),
                new Class<?>[] {adder},
                (self, called, arguments) -> hooks.add((Runnable) arguments[1])));
      }
    }
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, Tools.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether this release has one of the classes; they have a bar between them. */
  static boolean has(String classes) {
    return Stream.of(classes.split("\\|")).anyMatch(Tools::exists);
  }

  /**
   * Runs the first of the classes that this release has.
   *
   * @param classes with a bar between
   * @param input what it reads from standard input
   */
  Run run(String classes, String input, String... arguments) throws Exception {
    String name = first(classes);
    return inside ? runInside(name, input, arguments) : runOutside(name, input, arguments);
  }

  /** As {@link #run}, in a JVM of its own. */
  Run runAlone(String classes, String input, String... arguments) throws Exception {
    return runOutside(first(classes), input, arguments);
  }

  /** As {@link #runAlone}, for a tool that is to be told to end once it has written the text. */
  Run runUntil(String text, String classes, String... arguments) throws Exception {
    Process process = start(first(classes), arguments);
    StringBuilder seen = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        seen.append(line).append('\n');
        if (line.contains(text)) {
          process.toHandle().destroy(); // its streams stay open
        }
      }
    }
    return new Run(seen.toString(), process.waitFor());
  }

  private static String first(String classes) throws ClassNotFoundException {
    return Stream.of(classes.split("\\|"))
        .filter(Tools::exists)
        .findFirst()
        .orElseThrow(() -> new ClassNotFoundException(classes));
  }

  private Run runInside(String name, String input, String... arguments) throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    InputStream before = System.in;
    switched.to(text);
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    exitCode = null;
    int code = 0;
    try {
      Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof Ended)) {
        e.getCause().printStackTrace(new PrintStream(text, true));
        code = 1;
      }
    } finally {
      hooks.forEach(Runnable::run);
      hooks.clear();
      System.out.flush();
      switched.to(out);
      System.setIn(before);
    }
    return new Run(text.toString(StandardCharsets.UTF_8), exitCode == null ? code : exitCode);
  }

  private static Process start(String name, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                name));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Run runOutside(String name, String input, String... arguments) throws Exception {
    Process process = start(name, arguments);
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(name + " does not end: " + text);
    }
    return new Run(text, process.exitValue());
  }
}
