package dev.spotdock.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Charges what a handler costs beyond the 1 that {@link CallerGate} has charged. */
@Component
class DearHandlers implements HandlerInterceptor, WebMvcConfigurer {

    private final Buckets buckets;

    DearHandlers(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Cost cost =
                handler instanceof HandlerMethod method
                        ? method.getMethodAnnotation(Cost.class)
                        : null;
        if (cost != null) {
            Payer.of(request).ifPresent(payer -> payer.pay(buckets, cost.value() - 1, response));
        }
        return true;
    }
}
