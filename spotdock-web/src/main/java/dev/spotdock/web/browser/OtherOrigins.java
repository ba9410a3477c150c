package dev.spotdock.web.browser;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Answers browsers that ask for pages of other origins. Before the security filters: such a
 * question carries no credential. Cookies are never allowed along: a key or token is the page's
 * own.
 */
@Configuration(proxyBeanMethods = false)
class OtherOrigins {

    private static final int BEFORE_SECURITY = -105;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    @Bean
    @ConditionalOnProperty("spotdock.web.cors.allowed-origins")
    FilterRegistrationBean<CorsFilter> otherOriginsFilter(CorsProperties settings) {
        CorsConfiguration api = new CorsConfiguration();
        api.setAllowedOrigins(settings.allowedOrigins());
        api.setAllowedMethods(
                List.of(
                        HttpMethod.GET.name(),
                        HttpMethod.POST.name(),
                        HttpMethod.PATCH.name(),
                        HttpMethod.DELETE.name()));
        api.setAllowedHeaders(
                List.of(
                        "Accept",
                        "Authorization",
                        "Content-Type",
                        "Idempotency-Key",
                        "If-Match",
                        "If-None-Match",
                        "X-API-Key"));
        api.setExposedHeaders(
                List.of(
                        "ETag",
                        "Idempotent-Replayed",
                        "Location",
                        "RateLimit",
                        "RateLimit-Policy",
                        "Retry-After",
                        "X-Trace-Id"));
        api.setMaxAge(REMEMBERED);
        UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/api/**", api);
        CorsFilter filter = new CorsFilter(paths);
        filter.setCorsProcessor(new Refusing());
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    /** Refuses in problems. */
    private static final class Refusing extends DefaultCorsProcessor {

        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN,
                    "pages of this origin may not send this: see spotdock.web.cors.allowed-origins");
        }
    }
}
