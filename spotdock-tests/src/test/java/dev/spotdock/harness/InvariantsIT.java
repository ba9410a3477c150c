package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each invariant is broken once on purpose, in a transaction that is rolled back. */
class InvariantsIT {

    private static final SpotDockApp APP = SpotDockApp.simulated();
    private static final SpotDockClient DEMO = APP.deployment().demo();

    private static String running = "";

    @BeforeAll
    static void oneBidHasEndedAndOneRuns() {
        String ended =
                DEMO.submit(
                        BidForm.sleeping(Duration.ofMinutes(5)).maxRuntime(Duration.ofSeconds(1)));
        running = DEMO.submit(BidForm.sleeping(Duration.ofMinutes(5)));
        DEMO.await(ended, "COMPLETED");
        DEMO.await(running, "RUNNING");
        APP.invariants().hold();
    }

    @AfterAll
    static void endIt() {
        DEMO.delete("/api/v1/bids/" + running);
        DEMO.await(running, "CANCELLED");
        APP.invariants().hold();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    postings sum to zero        | update billing.wallet set balance = balance + 1
                    balance is the sum          | update billing.wallet set balance = balance + 1
                    follows from the one before | update billing.transfer set balance_after = balance_after + 1 where kind = 'charge'
                    held is the sum             | update billing.wallet set held = held + 1 where held > 0
                    deposit was posted once     | insert into billing.deposit select 'twice', account_id, amount, balance_after, gen_random_uuid(), at from billing.deposit limit 1
                    no hold outlives its bid    | update billing.hold set released = 0, captured = 0, state = 'pending' where state <> 'pending'
                    open bid was funded         | delete from billing.hold where state = 'pending'
                    without gap or overlap      | update billing.slice set from_at = from_at - interval '1 millisecond'
                    exactly as far as the meter | update billing.slice set to_at = to_at + interval '1 millisecond'
                    rounding never adding up    | update billing.slice set amount = amount + 1, lost = lost + 1
                    charged exactly once        | delete from billing.transfer where kind = 'charge'
                    no charge without its slice | delete from billing.slice
                    sums are those of its slices | update billing.meter set charged = charged + 1
                    costs more than its budget  | with x as (update billing.meter set charged = charged + 2) update auctions.bid set budget_micros = 1
                    accrued what its slices did | update billing.meter set accrued = accrued + 1
                    each of its instants        | update billing.slice set rate = rate + 1
                    each of its instants        | update auctions.price_tick set unit_price = unit_price + 1000000
                    each of its instants        | update auctions.bid set max_price_per_hour = 1
                    each of its instants        | insert into auctions.repricing select bid_id, metered_to, 1 from billing.meter where ended_at is not null
                    each of its instants        | insert into auctions.price_tick select pool, metered_to - interval '1 millisecond', 1000000, b.id, 'WAITING_BID' from auctions.bid b join billing.meter m on m.bid_id = b.id where m.ended_at > m.started_at on conflict do nothing
                    used of a node              | update auctions.offer set used_cpu_millis = used_cpu_millis + 1
                    used of a node              | update auctions.offer set capacity_cpu_millis = 0
                    while it has a live         | update auctions.bid set status = 'COMPLETED' where status = 'RUNNING'
                    attempts are counted        | update auctions.bid set attempts = attempts + 1
                    state of its last           | update auctions.bid_transition set status = 'MATCHED'
                    announced once              | delete from axon.domain_event_entry where payload_type like '%BidSubmitted'
                    announced once              | delete from axon.domain_event_entry where payload_type like '%BidCompleted'
                    exactly for each running    | delete from compute.workload where phase = 'RUNNING'
                    allocation that is over     | update auctions.allocation set ended_at = now(), ending = 'EXITED' where ended_at is null
                    was removed, its log stored | update compute.workload set removed = false
                    a meter runs exactly        | update billing.meter set ended_at = metered_to where ended_at is null
                    only the time               | update compute.workload set ended_at = ended_at - interval '1 millisecond' where ended_at > started_at
                    was metered                 | delete from billing.meter
                    over when its workload is   | update auctions.allocation set ended_at = ended_at + interval '1 millisecond'
                    outbid by the step          | insert into auctions.eviction_notice (allocation_id, noticed_at, bid_id, pool, reason, deadline, own_unit_price, winning_bid_id, winning_unit_price) select id, now(), bid_id, pool, 'OUTBID', now(), 5, bid_id, 5 from auctions.allocation limit 1
                    sagas are as many           | delete from axon.saga_entry
                    1 without a gap             | update billing.invoice_counter set last = last + 1
                    sum of its lines            | insert into billing.invoice select gen_random_uuid(), 1000000, account_id, 'epoch', now(), now(), 1, 0, 1 from billing.wallet limit 1
                    pays nothing for its time   | update auctions.bid set reservation_id = gen_random_uuid(), reserved_from = now(), reserved_to = now(), max_price_per_hour = 0 where status = 'RUNNING'
                    reservation fit its block   | with p as (insert into auctions.capacity_pin (lot_id, pool, node, cpu_millis, memory_mib, gpus, starts_at, ends_at, reservation_id, account_id, granted_at) select gen_random_uuid(), 'default', 'elsewhere', 0, 0, 0, now(), now() + interval '1 s', id, account_id, now() from auctions.bid where status = 'RUNNING') update auctions.bid set reservation_id = id, reserved_from = now(), reserved_to = now(), max_price_per_hour = 0 where status = 'RUNNING'
                    run on their node           | with p as (insert into auctions.capacity_pin (lot_id, pool, node, cpu_millis, memory_mib, gpus, starts_at, ends_at, reservation_id, account_id, granted_at) select gen_random_uuid(), 'default', 'elsewhere', 0, 0, 0, now(), now() + interval '1 s', id, account_id, now() from auctions.bid where status = 'RUNNING') update auctions.bid set reservation_id = id, reserved_from = now(), reserved_to = now(), max_price_per_hour = 0 where status = 'RUNNING'
                    at any instant fits it      | insert into auctions.capacity_pin (lot_id, pool, node, cpu_millis, memory_mib, gpus, starts_at, ends_at) select gen_random_uuid(), pool, node, capacity_cpu_millis + 1, 0, 0, now(), now() + interval '1 s' from auctions.offer where schedulable
                    sale has two invoices       | insert into billing.invoice (id, number, account_id, from_at, to_at, issued_at, usage, refunds, lines, sale_reference, sale_side, sale_item, sale_price, sale_fee) select gen_random_uuid(), 1000000, account_id, now(), now(), now(), 5, 0, 0, gen_random_uuid(), 'buyer', 'x', 5, 0 from billing.wallet limit 1
                    paid once for a sale        | insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id, balance_after, reference) select gen_random_uuid(), gen_random_uuid(), account_id, 1, 'sale', now(), account_id, 1, gen_random_uuid() from billing.wallet limit 1
                    is not yet, is what         | update billing.wallet set invoiced_until = 'infinity', invoiced_through = 1000000000
                    """)
    void noticesThat(String rule, String corruption) throws SQLException {
        assertThat(violatedAfter(corruption)).anyMatch(name -> name.contains(rule));
    }

    @Test
    void noticesAContainerThatNobodyWants() {
        Set<String> more = new TreeSet<>(APP.running());
        more.add("leaked");
        assertThat(new Invariants(APP.deployment(), () -> more).strayWorkloads())
                .containsExactly("only in workloads the provider runs: leaked");
    }

    @Test
    void noticesABidThatIsMissingInTheBook() {
        String waiting =
                DEMO.submit(BidForm.sleeping(Duration.ofMinutes(5)).resources("512", "1Gi"));
        APP.invariants().hold();
        assertThat(RedisBook.bids(APP.deployment(), "default")).containsExactly(waiting);
        DEMO.delete("/api/v1/bids/" + waiting);
        APP.invariants().hold();
        assertThat(RedisBook.bids(APP.deployment(), "default")).isEmpty();
    }

    private static List<String> violatedAfter(String corruption) throws SQLException {
        Deployment at = APP.deployment();
        try (Connection connection =
                        DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Neither append-only triggers nor foreign keys: what no constraint prevents is tested.
            statement.execute("set local session_replication_role = replica");
            assertThat(statement.executeUpdate(corruption))
                    .as("rows of the corruption")
                    .isPositive();
            List<String> violated = new ArrayList<>();
            for (Invariants.Rule rule : APP.invariants().rules()) {
                try (ResultSet rows = statement.executeQuery(rule.sql())) {
                    if (rows.next()) {
                        violated.add(rule.name());
                    }
                }
            }
            connection.rollback();
            return violated;
        }
    }
}
