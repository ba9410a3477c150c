package dev.spotdock.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is moved. */
public final class ManualClock implements InstantSource {

    private volatile Instant now = FakeBids.NOW;

    @Override
    public Instant instant() {
        return now;
    }

    /** Back to where it stood at first. */
    public synchronized void reset() {
        now = FakeBids.NOW;
    }

    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }
}
