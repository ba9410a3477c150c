package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.kiota.RequestInformation;
import dev.spotdock.web.broadcast.KafkaProperties.SchemaRegistry;
import io.apicurio.registry.resolver.client.RegistryClientFacadeImpl;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.strategy.RecordIdStrategy;
import io.apicurio.registry.serde.kafka.config.KafkaSerdeConfig;
import io.kiota.http.jdk.JDKRequestAdapter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * How SpotDock speaks with a schema registry: Apicurio's serializer over the HTTP client of the
 * JDK. Apicurio's own factory of clients cannot be loaded without Vert.x.
 */
@SuppressWarnings("unchecked") // of a method of the adapter itself
final class RegistryConnection extends JDKRequestAdapter {

    /**
     * The schema's id is a header, so that the value is the event's data and nothing else. A schema
     * is stored as a whole: records in it as schemas of their own would be asked for each time. An
     * id stays what it is: it is not asked for again as long as a producer lives. Whoever sends
     * tries again anyway.
     */
    private static final Map<String, Object> CONFIG =
            Map.of(
                    KafkaSerdeConfig.ENABLE_HEADERS,
                    true,
                    SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY,
                    RecordIdStrategy.class.getName(),
                    SchemaResolverConfig.AUTO_REGISTER_ARTIFACT,
                    true,
                    SchemaResolverConfig.DEREFERENCE_SCHEMA,
                    true,
                    SchemaResolverConfig.CHECK_PERIOD_MS,
                    TimeUnit.DAYS.toMillis(3_650),
                    SchemaResolverConfig.RETRY_COUNT,
                    0);

    private final @Nullable String login;

    private RegistryConnection(HttpClient http, String url, @Nullable String login) {
        super(http);
        this.login = login;
        setBaseUrl(url);
    }

    /**
     * Does not connect yet.
     *
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if there is none of that name
     */
    static RegistryConnection to(SchemaRegistry settings, SslBundles tls) {
        HttpClient.Builder http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        String bundle = settings.sslBundle();
        if (StringUtils.hasText(bundle)) {
            http.sslContext(tls.getBundle(bundle).createSslContext());
        }
        return new RegistryConnection(
                http.build(),
                String.valueOf(settings.url()).replaceFirst("/+$", ""),
                login(settings));
    }

    private static @Nullable String login(SchemaRegistry settings) {
        String name = settings.username();
        if (!StringUtils.hasText(name)) {
            return null;
        }
        String password = settings.password() == null ? "" : settings.password();
        return "Basic "
                + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    }

    /** A serializer that knows no schema yet. */
    AvroKafkaSerializer<GenericRecord> serializer() {
        AvroKafkaSerializer<GenericRecord> serializer =
                new AvroKafkaSerializer<>(new RegistryClientFacadeImpl(new RegistryClient(this)));
        serializer.configure(CONFIG, false);
        return serializer;
    }

    @Override
    protected HttpRequest getRequestFromRequestInformation(RequestInformation request) {
        if (login != null) {
            request.headers.tryAdd("Authorization", login);
        }
        return super.getRequestFromRequestInformation(request);
    }
}
