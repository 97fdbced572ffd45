package io.motet.amqp.support;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Makes an object of a wide interface of which a test needs a few methods; others throw. */
public final class Stub<T> {
  private final Class<T> type;
  private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

  private Stub(Class<T> type) {
    this.type = type;
  }

  public static <T> Stub<T> of(Class<T> type) {
    return new Stub<>(type);
  }

  /** Answers all methods of that name. */
  public Stub<T> on(String method, Function<Object[], Object> answer) {
    answers.put(method, answer);
    return this;
  }

  public Stub<T> returning(String method, Object value) {
    return on(method, arguments -> value);
  }

  public T build() {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer(self, method, arguments)));
  }

  private Object answer(Object self, Method method, Object[] arguments) {
    Function<Object[], Object> answer = answers.get(method.getName());
    if (answer != null) {
      return answer.apply(arguments == null ? new Object[0] : arguments);
    }
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "stub of " + type.getSimpleName();
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }
}
