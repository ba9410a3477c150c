package dev.spotdock.runtime.health;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.ProviderStatus;
import java.util.Optional;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the application where it is and what it runs on. */
@Component
final class StartReport {

    private static final Logger log = LoggerFactory.getLogger(StartReport.class);

    private final QueryGateway queries;

    StartReport(QueryGateway queries) {
        this.queries = queries;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)
                || context.getWebServer() == null) {
            return;
        }
        String address = "http://localhost:" + context.getWebServer().getPort();
        log.info("SpotDock is ready");
        log.info("  address     {}", address);
        log.info("  Swagger UI  {}/swagger-ui.html", address);
        log.info("  compute     {}", provider().map(ProviderStatus::provider).orElse("unknown"));
    }

    private Optional<ProviderStatus> provider() {
        return queries.query(
                        new FindProviderStatus(),
                        ResponseTypes.optionalInstanceOf(ProviderStatus.class))
                .join();
    }
}
