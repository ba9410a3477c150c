package dev.spotdock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one process: hosts the modules auctions, billing and compute behind an HTTP API. */
@SpringBootApplication
public class SpotDock {

    public static void main(String[] args) {
        SpringApplication.run(SpotDock.class, args);
    }
}
