package dev.spotdock.web.security;

import dev.spotdock.kernel.message.Transactions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Makes the first accounts and their keys before the port opens. Everything is one transaction
 * under a lock, so that two instances that start together make them once.
 */
@Component
class Bootstrap implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);

    /** After Axon's handlers are known, before the web server starts. */
    private static final int PHASE = DEFAULT_PHASE - 2560;

    private final BootstrapKeys given;
    private final boolean withDemo;
    private final FirstAccounts accounts;
    private final Transactions transactions;
    private volatile boolean running;

    Bootstrap(
            BootstrapProperties settings,
            Environment environment,
            FirstAccounts accounts,
            Transactions transactions) {
        this.given = BootstrapKeys.of(settings);
        Boolean demo = settings.demo();
        this.withDemo =
                demo != null
                        ? demo
                        : !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        this.accounts = accounts;
        this.transactions = transactions;
    }

    @Override
    public void start() {
        List<String> made = transactions.inTransaction(this::ensure);
        running = true;
        if (!made.isEmpty()) {
            log.info(
                    """


                    ----------------------------------------------------------------------
                      API keys, shown this one time only:
                    {}
                    ----------------------------------------------------------------------
                    """,
                    String.join("\n", made));
        }
    }

    private List<String> ensure() {
        accounts.lock();
        List<String> made = new ArrayList<>();
        accounts.operator(given.operator()).ifPresent(key -> made.add("    operator  " + key));
        if (withDemo) {
            accounts.demo(given.demo()).ifPresent(key -> made.add("    demo      " + key));
        }
        return made;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
