package io.motet.broker.user;

/** What is done to a resource. */
public enum Access {
  CONFIGURE,
  WRITE,
  READ
}
