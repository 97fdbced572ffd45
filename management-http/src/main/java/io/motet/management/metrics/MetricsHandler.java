package io.motet.management.metrics;

import io.motet.broker.spi.FrontEndContext;
import io.motet.management.http.Request;
import io.motet.management.http.RequestHandler;
import io.motet.management.http.Response;
import io.motet.management.stats.NodeProbe;
import io.motet.management.stats.Statistics;
import java.time.InstantSource;

/** Answers {@code GET /metrics}. */
public final class MetricsHandler implements RequestHandler {
  private final BrokerMetrics metrics;

  public MetricsHandler(
      FrontEndContext context,
      Statistics statistics,
      NodeProbe probe,
      InstantSource clock,
      long diskFreeLimitBytes) {
    metrics = new BrokerMetrics(context, statistics, probe, clock, diskFreeLimitBytes);
  }

  @Override
  public Response handle(Request request) {
    if (!request.path().equals("/metrics")) {
      return Response.empty(404);
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Response.empty(405).header("allow", "HEAD, GET");
    }
    return Response.text(200, ExpositionText.CONTENT_TYPE, metrics.scrape());
  }
}
