package dev.spotdock.web.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Looks for the handler of an address with an id in it among those of the same resource. Spring by
 * itself compares the address with every route there is, which takes longer than some handlers do.
 */
@Component
class RouteMapping implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByResource();
    }

    static final class ByResource extends RequestMappingHandlerMapping {

        /** Of {@code /api/v1/lots/...}. */
        private static final int SEGMENTS = 3;

        /** What makes an address or a pattern more than its characters. */
        private static final String SPECIAL = "%;{*?";

        private volatile @Nullable Map<String, Map<RequestMappingInfo, HandlerMethod>> routes;

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(
                String path, HttpServletRequest request) throws Exception {
            RequestMappingInfo found = null;
            HandlerMethod handler = null;
            for (var route : routes(path).entrySet()) {
                RequestMappingInfo match = getMatchingMapping(route.getKey(), request);
                if (match != null && found != null) {
                    return super.lookupHandlerMethod(path, request);
                }
                if (match != null) {
                    found = match;
                    handler = route.getValue();
                }
            }
            if (found == null || handler == null) {
                return super.lookupHandlerMethod(path, request);
            }
            request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
            handleMatch(found, path, request);
            return handler;
        }

        /** All that can match an address; none where that cannot be said. */
        private Map<RequestMappingInfo, HandlerMethod> routes(String path) {
            String resource = resource(path);
            if (resource == null) {
                return Map.of();
            }
            Map<String, Map<RequestMappingInfo, HandlerMethod>> known = routes;
            if (known == null) {
                known = byResource(getHandlerMethods());
                routes = known;
            }
            return known.getOrDefault(resource, Map.of());
        }

        private static Map<String, Map<RequestMappingInfo, HandlerMethod>> byResource(
                Map<RequestMappingInfo, HandlerMethod> all) {
            Set<String> resources =
                    all.keySet().stream()
                            .flatMap(route -> route.getPatternValues().stream())
                            .map(ByResource::resource)
                            .filter(resource -> resource != null)
                            .collect(Collectors.toSet());
            Map<String, Map<RequestMappingInfo, HandlerMethod>> routes = new HashMap<>();
            for (String resource : resources) {
                Map<RequestMappingInfo, HandlerMethod> own = new HashMap<>(all);
                own.keySet().removeIf(route -> isElsewhere(route, resource));
                routes.put(resource, own);
            }
            return routes;
        }

        private static boolean isElsewhere(RequestMappingInfo route, String resource) {
            return route.getPatternValues().stream()
                    .allMatch(pattern -> isElsewhere(pattern, resource));
        }

        private static boolean isElsewhere(String pattern, String resource) {
            String own = resource(pattern);
            return own == null ? isPlain(pattern) : !own.equals(resource);
        }

        /** The first segments, if there are more; null also where they are not plain. */
        private static @Nullable String resource(String path) {
            int end = 0;
            for (int i = 0; i < SEGMENTS; i++) {
                end = path.indexOf('/', end + 1);
                if (end < 0) {
                    return null;
                }
            }
            String start = path.substring(0, end);
            return isPlain(start) ? start : null;
        }

        private static boolean isPlain(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void registerMapping(RequestMappingInfo route, Object handler, Method method) {
            super.registerMapping(route, handler, method);
            routes = null;
        }

        @Override
        public void unregisterMapping(RequestMappingInfo route) {
            super.unregisterMapping(route);
            routes = null;
        }
    }
}
