package io.motet.broker.error;

/**
 * What went wrong, in terms of the model. Names follow AMQP's reply codes, which cover them all.
 */
public enum ErrorKind {
  NOT_FOUND,
  ACCESS_REFUSED,
  PRECONDITION_FAILED,
  RESOURCE_LOCKED,
  NOT_ALLOWED,
  NOT_IMPLEMENTED,
  INVALID,
  RESOURCE_ERROR,
  INTERNAL_ERROR
}
