package dev.spotdock.web.security;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Nobody reaches what {@link AccessTable} does not name. Credentials are read by {@link
 * CredentialFilter}; another source of callers is a filter of its own before {@link
 * AnonymousAuthenticationFilter}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain filters(
            HttpSecurity http,
            CredentialAuthenticator authenticator,
            ProblemDoor door,
            Doors doors,
            AuditLog audit,
            Sessions sessions,
            SessionCookies cookies,
            BriefQuestions questions) {
        return http.authorizeHttpRequests(
                        paths -> {
                            paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                    .permitAll();
                            paths.anyRequest().access(doors.manager());
                        })
                .addFilterBefore(
                        new CredentialFilter(authenticator, door, audit, doors),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new SessionFilter(sessions, cookies, doors, questions),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(new OperatorActions(doors, audit), AuthorizationFilter.class)
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(door).accessDeniedHandler(door))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Not for keys and tokens: no browser sends those by itself.
                .csrf(csrf ->
                        csrf.csrfTokenRepository(cookies.csrfTokens())
                                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                                .requireCsrfProtectionMatcher(SessionCookies::mustProveItsPage))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Customizer.withDefaults())
                .build();
    }

    /** A timer per filter and request says nothing that http.server.requests does not. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
