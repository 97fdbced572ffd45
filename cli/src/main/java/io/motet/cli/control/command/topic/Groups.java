package io.motet.cli.control.command.topic;

import io.motet.cli.control.ExitCode;
import io.motet.cli.control.command.Call;
import io.motet.cli.control.command.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What commands about one group share. */
final class Groups {
  private Groups() {}

  /** The group that the first argument names is not there. */
  static CommandFailure unknown(Call call) {
    return CommandFailure.error(
        ExitCode.DATA_ERROR,
        "Group '" + call.argument(0) + "' does not exist in vhost '" + call.virtualHost() + "'");
  }

  /** The objects in a list of an answer. */
  static List<Map<String, Object>> objects(Map<String, Object> answer, String name) {
    List<Map<String, Object>> objects = new ArrayList<>();
    if (answer.get(name) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          Map<String, Object> object = new LinkedHashMap<>();
          map.forEach((key, value) -> object.put(key.toString(), value));
          objects.add(object);
        }
      }
    }
    return objects;
  }
}
