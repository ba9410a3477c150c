package dev.spotdock.web.security;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Who may reach what: nothing without a credential but the documentation and the health of the
 * process; what belongs to somebody is decided by the module that keeps it.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/livez",
        "/readyz",
        "/actuator/health",
        "/actuator/health/**",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/schemas/**"
    };

    private static final String[] OPERATORS = {
        "/actuator/**",
        "/api/v1/nodes",
        "/api/v1/nodes/**",
        "/api/v1/wallets/**",
        "/api/v1/ledger/**"
    };

    @Bean
    SecurityFilterChain doors(HttpSecurity http, KeyAuthenticator keys, ProblemDoor door) {
        return http.authorizeHttpRequests(paths ->
                        paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .requestMatchers(OPERATORS)
                                .hasRole(Role.OPERATOR.name())
                                .anyRequest()
                                .authenticated())
                .addFilterBefore(new KeyFilter(keys, door), AnonymousAuthenticationFilter.class)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(door).accessDeniedHandler(door))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Credentials travel in headers only: no browser sends them by itself.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Customizer.withDefaults())
                .build();
    }
}
