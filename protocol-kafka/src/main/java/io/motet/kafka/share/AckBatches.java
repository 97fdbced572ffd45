package io.motet.kafka.share;

import io.motet.kafka.share.state.AcknowledgeType;
import io.motet.kafka.share.state.Acknowledgement;
import java.util.ArrayList;
import java.util.List;

/** Acknowledgements of a request, checked for sense. */
final class AckBatches {
  private final List<Acknowledgement> checked = new ArrayList<>();
  private final boolean renewing;
  private long before = -1;
  private boolean wrong;

  /**
   * @param renewing whether the request says that it renews
   */
  AckBatches(boolean renewing) {
    this.renewing = renewing;
  }

  void add(long first, long last, List<Byte> numbers) {
    List<AcknowledgeType> types = new ArrayList<>(numbers.size());
    for (byte number : numbers) {
      AcknowledgeType type = AcknowledgeType.of(number);
      wrong |= type == null || (type == AcknowledgeType.RENEW && !renewing);
      types.add(type);
    }
    wrong |= first > last || first < before || types.isEmpty();
    wrong |= types.size() > 1 && types.size() != last - first + 1;
    before = last;
    checked.add(new Acknowledgement(first, last, types));
  }

  boolean isWrong() {
    return wrong;
  }

  boolean isEmpty() {
    return checked.isEmpty();
  }

  boolean renews() {
    return checked.stream().anyMatch(one -> one.types().contains(AcknowledgeType.RENEW));
  }

  List<Acknowledgement> all() {
    return checked;
  }
}
