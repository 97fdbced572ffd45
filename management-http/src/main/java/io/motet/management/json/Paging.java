package io.motet.management.json;

import io.motet.management.http.HttpFailure;
import io.motet.management.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The page of a list that a client asks for, and the filter on names that comes with it.
 *
 * @param name text or pattern to be found in the name; null for all
 */
record Paging(int page, int pageSize, String name, boolean regex) {
  private static final int DEFAULT_PAGE_SIZE = 100;
  private static final int LARGEST_PAGE_SIZE = 500;

  /** Null when the client wants the whole list. */
  static Paging of(Request request) {
    Integer page = number(request.query("page"));
    Integer size = number(request.query("page_size"));
    if (page == null) {
      return null;
    }
    if (page < 1 || (size != null && (size < 1 || size > LARGEST_PAGE_SIZE))) {
      throw new HttpFailure(
          400,
          "invalid_pagination_parameters",
          "Invalid pagination parameters: page number %s, page size %s"
              .formatted(page, size == null ? "undefined" : size.toString()));
    }
    return new Paging(
        page,
        size == null ? DEFAULT_PAGE_SIZE : size,
        request.query("name"),
        request.flag("use_regex"));
  }

  private static Integer number(String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  <T> List<T> filter(List<T> items, Function<T, String> nameOf) {
    if (name == null || name.isEmpty()) {
      return items;
    }
    if (regex) {
      Pattern pattern = pattern();
      return items.stream().filter(item -> pattern.matcher(nameOf.apply(item)).find()).toList();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return items.stream()
        .filter(item -> nameOf.apply(item).toLowerCase(Locale.ROOT).contains(lower))
        .toList();
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(name, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw invalid();
    }
  }

  /** The items of this page; throws 400 when it begins after the end of the list. */
  <T> List<T> cut(List<T> filtered) {
    long from = (page - 1L) * pageSize;
    if (from > filtered.size()) {
      throw new HttpFailure(
          400,
          "page_out_of_range",
          "Page out of range, page: %d page size: %d, len: %d"
              .formatted(page, pageSize, filtered.size()));
    }
    return filtered.subList((int) from, (int) Math.min(from + pageSize, filtered.size()));
  }

  /** The frame around a page's items. */
  Map<String, Object> frame(int totalCount, int filteredCount, List<?> items) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("filtered_count", filteredCount);
    frame.put("item_count", items.size());
    frame.put("items", items);
    frame.put("page", page);
    frame.put("page_count", (filteredCount + pageSize - 1) / pageSize);
    frame.put("page_size", pageSize);
    frame.put("total_count", totalCount);
    return frame;
  }

  private static HttpFailure invalid() {
    return HttpFailure.badRequest("Pagination parameters are invalid");
  }
}
