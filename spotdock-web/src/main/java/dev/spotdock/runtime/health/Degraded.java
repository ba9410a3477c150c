package dev.spotdock.runtime.health;

import org.springframework.boot.health.contributor.Status;

/** Works, but not all of it; ready nevertheless. Its place among the others is a setting. */
final class Degraded {

    static final Status STATUS = new Status("DEGRADED");

    private Degraded() {}
}
