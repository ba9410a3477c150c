package dev.spotdock.web.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Says which addresses a name stands for, when a connection is made and not before: the addresses
 * checked here are those that are connected to, so that a name cannot lead elsewhere in between.
 */
final class CheckedNames implements DnsResolver, AutoCloseable {

    /** Who is asked for a name's addresses. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String name) throws UnknownHostException;
    }

    /** The name leads to where nobody may be sent. Says nothing of where that is. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        Refused() {
            super("leads to an internal address");
        }
    }

    private final Lookup lookup;
    private final AddressRules rules;
    private final Duration patience;
    private final Semaphore seats;

    /** A lookup blocks its thread in the system's library: no virtual ones, which share a few. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());

    /**
     * @param patience with one lookup
     * @param atOnce lookups at a time; one more fails
     */
    CheckedNames(Lookup lookup, AddressRules rules, Duration patience, int atOnce) {
        this.lookup = lookup;
        this.rules = rules;
        this.patience = patience;
        this.seats = new Semaphore(atOnce);
    }

    /**
     * All addresses of a name, if all of them may be called.
     *
     * @throws Refused if one of them may not
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookedUp(host);
        if (found.length == 0) {
            throw new UnknownHostException("has no address");
        }
        for (InetAddress address : found) {
            if (!rules.mayBeCalled(address)) {
                throw new Refused();
            }
        }
        return found;
    }

    private InetAddress[] lookedUp(String host) throws UnknownHostException {
        if (!seats.tryAcquire()) {
            throw new UnknownHostException("too many names are looked up at once");
        }
        Future<InetAddress[]> answer;
        try {
            answer =
                    threads.submit(() -> {
                        try {
                            return lookup.of(host);
                        } finally {
                            seats.release();
                        }
                    });
        } catch (RejectedExecutionException _) {
            seats.release();
            throw new UnknownHostException("stopping");
        }
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown("has no address", e);
        } catch (TimeoutException e) {
            throw unknown("was not found in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("was not waited for", e);
        }
    }

    private static UnknownHostException unknown(String what, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(what);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
