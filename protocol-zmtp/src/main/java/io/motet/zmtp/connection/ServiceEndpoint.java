package io.motet.zmtp.connection;

/**
 * What a listener, or a connection that the broker opens, stands for.
 *
 * @param service the queue that its peers mean unless they say another
 * @param durable whether queues of its peers are declared durable
 * @param dialled whether the broker opened the connection: then the operator vouches for the peer
 */
public record ServiceEndpoint(String service, boolean durable, boolean dialled) {}
