package io.motet.cli.server;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * SIGTERM and SIGINT. A shutdown hook would not do: the JVM then exits with 143, and a second
 * signal is ignored. The JDK's only way to handle a signal, {@code sun.misc.Signal}, is exported
 * and supported but makes the compiler warn, hence the reflection.
 */
final class TerminationSignals {
  private TerminationSignals() {}

  /**
   * Calls the handler, on a thread of the JVM, with the name of each signal that comes.
   *
   * @throws IllegalStateException on a JVM without signals
   */
  static void handle(Consumer<String> handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Constructor<?> newSignal = signalType.getConstructor(String.class);
      Method handle = signalType.getMethod("handle", signalType, handlerType);
      for (String name : new String[] {"TERM", "INT"}) {
        handle.invoke(null, newSignal.newInstance(name), proxy(handlerType, name, handler));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot handle signals: " + e, e);
    }
  }

  private static Object proxy(Class<?> handlerType, String name, Consumer<String> handler) {
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(),
        new Class<?>[] {handlerType},
        (self, method, arguments) -> {
          handler.accept("SIG" + name);
          return null;
        });
  }
}
