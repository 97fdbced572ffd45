package io.motet.benchmarks.load;

/** The server under load. */
record Target(String host, int port, String user, String password) {}
