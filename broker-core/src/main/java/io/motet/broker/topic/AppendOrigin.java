package io.motet.broker.topic;

/** Who wrote a batch; it decides what is checked. */
public enum AppendOrigin {
  /** A producer: everything is checked; control batches are refused. */
  CLIENT,
  /** The broker itself (group offsets, other protocols): no sequence numbers are asked for. */
  COORDINATOR
}
