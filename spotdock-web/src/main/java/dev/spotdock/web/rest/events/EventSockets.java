package dev.spotdock.web.rest.events;

import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** Where sockets are opened. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class EventSockets implements WebSocketConfigurer {

    private final EventSocketHandler handler;
    private final SocketHandshake handshake;

    EventSockets(EventSocketHandler handler, SocketHandshake handshake) {
        this.handler = handler;
        this.handshake = handshake;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(handler, EventSocketHandler.PATH).addInterceptors(handshake);
    }

    /** Tomcat's own support, which it does not look for when it is embedded. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> socketsOfTomcat() {
        return tomcat ->
                tomcat.addContextCustomizers(
                        context -> context.addServletContainerInitializer(new WsSci(), null));
    }
}
