package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A node and what is on it. Takes nothing that it has no room for, whoever asks. */
final class Machine {

    private final String name;
    private final Resources capacity;
    private final List<Allocation> running = new ArrayList<>();
    private final List<Waiting> nominees = new ArrayList<>();
    private Room room;
    private Room roomAhead;
    private long changedAt;

    Machine(Trace.Node node) {
        this.name = node.name();
        this.capacity = node.capacity();
        this.room = Room.of(capacity);
        this.roomAhead = room;
    }

    String name() {
        return name;
    }

    Resources capacity() {
        return capacity;
    }

    /** Noticed ones included, in order of their start. */
    List<Allocation> running() {
        return Collections.unmodifiableList(running);
    }

    List<Waiting> nominees() {
        return Collections.unmodifiableList(nominees);
    }

    /** What is free now. */
    Room room() {
        return room;
    }

    /** What will be free when all noticed ones are gone and all nominees are there. */
    Room roomAhead() {
        return roomAhead;
    }

    /** Whether a shape can be put here without taking what is promised to a nominee. */
    boolean takes(Resources demand) {
        return room.holds(demand) && roomAhead.holds(demand);
    }

    /** When something last changed here, in the market's own count. */
    long changedAt() {
        return changedAt;
    }

    void add(Allocation allocation) {
        if (!room.holds(allocation.bid().resources())) {
            throw new IllegalStateException(
                    "%s has %s left, bid %d wants %s"
                            .formatted(
                                    name,
                                    room,
                                    allocation.bid().sequence(),
                                    allocation.bid().resources()));
        }
        running.add(allocation);
        room = room.minus(allocation.bid().resources());
    }

    void remove(Allocation allocation) {
        if (!running.remove(allocation)) {
            throw new IllegalStateException("not on " + name);
        }
        room = room.plus(allocation.bid().resources());
    }

    void add(Waiting nominee) {
        nominees.add(nominee);
    }

    void remove(Waiting nominee) {
        nominees.remove(nominee);
    }

    /** To be called after each change. */
    void changed(long stamp) {
        changedAt = stamp;
        Room ahead = room;
        for (Allocation each : running) {
            ahead = each.isNoticed() ? ahead.plus(each.bid().resources()) : ahead;
        }
        for (Waiting each : nominees) {
            ahead = ahead.minus(each.bid.resources());
        }
        roomAhead = ahead;
    }
}
