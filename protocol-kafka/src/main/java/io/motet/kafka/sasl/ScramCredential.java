package io.motet.kafka.sasl;

/**
 * What is kept of a password for SCRAM: enough to check a proof, not enough to make one.
 *
 * @param passwordHash of the user in the broker at the time; another one there ends the credential
 */
@SuppressWarnings("ArrayRecordComponent")
record ScramCredential(
    ScramMechanism mechanism,
    String user,
    int iterations,
    byte[] salt,
    byte[] storedKey,
    byte[] serverKey,
    String passwordHash) {
  /** Made from a password that the client has salted and hashed so many times. */
  static ScramCredential of(
      ScramMechanism mechanism,
      String user,
      int iterations,
      byte[] salt,
      byte[] saltedPassword,
      String passwordHash) {
    return new ScramCredential(
        mechanism,
        user,
        iterations,
        salt,
        mechanism.hash(mechanism.mac(saltedPassword, "Client Key")),
        mechanism.mac(saltedPassword, "Server Key"),
        passwordHash);
  }

  /** Without the keys: it may come into a log. */
  @Override
  public String toString() {
    return mechanism.title() + " credential of user '" + user + "'";
  }
}
