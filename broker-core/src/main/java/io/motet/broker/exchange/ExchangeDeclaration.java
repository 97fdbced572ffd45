package io.motet.broker.exchange;

import java.util.Map;

/** A request to declare an exchange. */
public record ExchangeDeclaration(
    String name,
    String type,
    boolean durable,
    boolean autoDelete,
    boolean internal,
    Map<String, Object> arguments) {}
