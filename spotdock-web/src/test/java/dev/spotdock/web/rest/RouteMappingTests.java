package dev.spotdock.web.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Whatever is asked for, the same is found as by Spring alone. */
class RouteMappingTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final RequestMappingHandlerMapping ours =
            web.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);

    private final RequestMappingHandlerMapping springs = routed(new RequestMappingHandlerMapping());

    /** With the same routes. */
    private RequestMappingHandlerMapping routed(RequestMappingHandlerMapping mapping) {
        mapping.setApplicationContext(requireNonNull(ours.getApplicationContext()));
        ours.getHandlerMethods()
                .forEach((route, handler) ->
                        mapping.registerMapping(route, handler.getBean(), handler.getMethod()));
        return mapping;
    }

    @Test
    void everyAddressHasTheHandlerThatSpringFinds() {
        assertThat(ours).isInstanceOf(RouteMapping.ByResource.class);
        for (String address : addresses()) {
            for (String method : METHODS) {
                assertThat(found(ours, method, address))
                        .as(method + " " + address)
                        .isEqualTo(found(springs, method, address));
            }
        }
    }

    private Set<String> addresses() {
        Set<String> addresses = new TreeSet<>();
        for (RequestMappingInfo route : springs.getHandlerMethods().keySet()) {
            for (String pattern : route.getPatternValues()) {
                String address = pattern.replaceAll("\\{[^}]*}|\\*+", "one");
                addresses.add(address);
                addresses.add(address + "/");
                addresses.add(address + "/more");
                addresses.add(address + ";a=b");
                addresses.add(address.replaceFirst("api", "%61pi"));
                addresses.add(address.replaceFirst("/v1/", "/v1;x=y/"));
                addresses.add(address.replaceFirst("/v1/", "/v1//"));
                addresses.add(address.replace("one", "one%2Ftwo"));
                addresses.add(address.replace("one", "%D7"));
                addresses.add(address.replaceFirst("s/", "/"));
            }
        }
        assertThat(addresses).hasSizeGreaterThan(300);
        return addresses;
    }

    /** The handler and what is known of the address, or why there is none. */
    private static List<Object> found(
            RequestMappingHandlerMapping mapping, String method, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, address);
        List<Object> found = new ArrayList<>();
        try {
            ServletRequestPathUtils.parseAndCache(request);
            HandlerExecutionChain chain = mapping.getHandler(request);
            if (chain != null) {
                HandlerMethod handler = (HandlerMethod) chain.getHandler();
                // OPTIONS has a handler of Spring's, one per mapping.
                found.add(
                        handler.getMethod().getDeclaringClass().getName().startsWith("org.spring")
                                ? handler.getMethod().getName()
                                : handler.getMethod());
            }
        } catch (Exception e) {
            found.add(e.getClass());
            found.add(String.valueOf(e.getMessage()));
        }
        for (String name :
                List.of(
                        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                        HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE)) {
            found.add(String.valueOf(request.getAttribute(name)));
        }
        return found;
    }

    @Test
    void aRouteThatIsAddedIsFound() throws Exception {
        RequestMappingHandlerMapping mapping =
                routed(new RouteMapping().getRequestMappingHandlerMapping());
        String address = "/api/v1/lots/one/bids/last";
        assertThat(found(mapping, "POST", address)).doesNotContain(added());
        RequestMappingInfo route =
                RequestMappingInfo.paths("/api/v1/lots/{id}/bids/last")
                        .options(ours.getBuilderConfiguration())
                        .build();
        mapping.registerMapping(route, new Object(), added());
        assertThat(found(mapping, "POST", address)).contains(added());
        mapping.unregisterMapping(route);
        assertThat(found(mapping, "POST", address)).doesNotContain(added());
    }

    private static Method added() throws NoSuchMethodException {
        return Object.class.getMethod("hashCode");
    }
}
