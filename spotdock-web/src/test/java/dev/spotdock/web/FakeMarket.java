package dev.spotdock.web;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.FindPriceShare;
import dev.spotdock.auctions.FindPriceShare.PriceShare;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.auctions.ListBids;
import dev.spotdock.auctions.ListBookLevels;
import dev.spotdock.auctions.ListBookLevels.Level;
import dev.spotdock.auctions.ListOffers;
import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.ListPools;
import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.FindDepositRejection;
import dev.spotdock.billing.FindInvoice;
import dev.spotdock.billing.FindStatement;
import dev.spotdock.billing.FindWallet;
import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListCharges;
import dev.spotdock.billing.ListCharges.Charge;
import dev.spotdock.billing.ListEntries;
import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.billing.ListInvoiceLines;
import dev.spotdock.billing.ListInvoicedBids;
import dev.spotdock.billing.ListInvoicedBids.InvoicedBid;
import dev.spotdock.billing.ListInvoices;
import dev.spotdock.billing.OpenWallet;
import dev.spotdock.billing.WalletDetails;
import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.compute.CordonNode;
import dev.spotdock.compute.DrainNode;
import dev.spotdock.compute.ListNodes;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.ReadLog;
import dev.spotdock.compute.ReadLog.LogTail;
import dev.spotdock.compute.RemoveNode;
import dev.spotdock.compute.UncordonNode;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** The modules behind the HTTP layer: records commands, keeps bids, answers what it was told. */
public final class FakeMarket implements Commands {

    public final List<Command<?>> commands = new CopyOnWriteArrayList<>();
    public final Map<BidId, BidDetails> bids = new ConcurrentHashMap<>();
    public final List<Charge> charges = new CopyOnWriteArrayList<>();
    public final List<Entry> entries = new CopyOnWriteArrayList<>();
    public final List<Invoice> invoices = new CopyOnWriteArrayList<>();
    public final List<InvoiceLine> invoiceLines = new ArrayList<>();
    public final List<Integer> linesAsked = new CopyOnWriteArrayList<>();
    public final List<Tick> ticks = new CopyOnWriteArrayList<>();
    public final List<ListPrices> pricesAsked = new CopyOnWriteArrayList<>();
    public final List<FindQuote> quotesAsked = new CopyOnWriteArrayList<>();
    public volatile FindQuote.@Nullable Quote quote;
    public final List<LogTail> logs = Collections.synchronizedList(new ArrayList<>());
    public final FakeAuctions auctions = new FakeAuctions();
    public final Map<String, NodeDetails> nodes = new ConcurrentSkipListMap<>();

    /** What the market says is used of sim-1. */
    public volatile Resources used = Resources.NONE;

    public volatile @Nullable NodeRejection nodeRefusal;
    public volatile @Nullable BidRejection refusal;
    public volatile @Nullable RuntimeException failure;

    /** Runs in the middle of a command, for example to wait there. */
    public volatile Runnable during = () -> {};

    public FakeMarket() {
        reset();
    }

    public void reset() {
        auctions.reset();
        nodes.clear();
        node("sim-1", NodeState.READY);
        used = new Resources(500, 256, 0);
        nodeRefusal = null;
        commands.clear();
        bids.clear();
        charges.clear();
        entries.clear();
        invoices.clear();
        invoiceLines.clear();
        linesAsked.clear();
        logs.clear();
        ticks.clear();
        pricesAsked.clear();
        quotesAsked.clear();
        quote = new FindQuote.Possible(0, 1_050_000, 1_050_001, 1, 1000, FakeBids.NOW);
        refusal = null;
        failure = null;
        during = () -> {};
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only commands of Void yield null
    public <R extends @Nullable Object> R send(Command<R> command) {
        commands.add(command);
        during.run();
        RuntimeException planned = failure;
        if (planned != null) {
            throw planned;
        }
        return (R)
                switch (command) {
                    case SubmitBid submit -> submit(submit);
                    case SubmitReservedBid submit -> submit(submit);
                    case CancelBid cancel -> cancel(cancel);
                    case RepriceBid reprice -> reprice(reprice);
                    case OpenWallet _ -> null;
                    case Deposit deposit -> deposit(deposit);
                    case AddSimulatedNode add -> add(add);
                    case CordonNode cordon -> changed(cordon.name(), NodeState.CORDONED);
                    case UncordonNode uncordon -> changed(uncordon.name(), NodeState.READY);
                    case DrainNode drain -> changed(drain.name(), NodeState.DRAINED);
                    case RemoveNode remove -> changed(remove.name(), NodeState.DRAINED);
                    default -> auctions.handle(command);
                };
    }

    private Outcome<BidDetails, BidRejection> submit(SubmitBid command) {
        BidRejection no = refusal;
        if (no == null && !command.pool().equals("default")) {
            no = new BidRejection.UnknownPool(command.pool());
        }
        if (no != null) {
            return Outcome.refused(no);
        }
        BidDetails bid = FakeBids.submitted(command);
        bids.put(bid.bidId(), bid);
        return Outcome.done(bid);
    }

    private Outcome<BidDetails, BidRejection> submit(SubmitReservedBid command) {
        BidRejection no = refusal;
        if (no != null) {
            return Outcome.refused(no);
        }
        BidDetails bid = FakeBids.submitted(command);
        bids.put(bid.bidId(), bid);
        return Outcome.done(bid);
    }

    private Outcome<BidDetails, BidRejection> cancel(CancelBid command) {
        BidDetails bid = bids.get(command.bidId());
        if (bid == null || !bid.accountId().equals(command.owner())) {
            return Outcome.refused(new BidRejection.NotFound());
        }
        if (bid.status().isFinal()) {
            return Outcome.refused(new BidRejection.AlreadyFinal(bid.status()));
        }
        if (bid.status() == BidStatus.RUNNING) {
            return Outcome.done(bid);
        }
        BidDetails cancelled =
                FakeBids.with(
                        bid,
                        BidStatus.CANCELLED,
                        new Reason(ReasonCode.CANCELLED_BY_USER, "cancelled", command.at(), null));
        bids.put(bid.bidId(), cancelled);
        return Outcome.done(cancelled);
    }

    private Outcome<BidDetails, BidRejection> reprice(RepriceBid command) {
        BidDetails bid = bids.get(command.bidId());
        if (bid == null || !bid.accountId().equals(command.owner())) {
            return Outcome.refused(new BidRejection.NotFound());
        }
        BidRejection no = refusal;
        if (no == null
                && command.versions() != null
                && !command.versions().contains(bid.version())) {
            no = new BidRejection.VersionMismatch(bid.version());
        }
        if (no != null) {
            return Outcome.refused(no);
        }
        BidDetails repriced = FakeBids.with(bid, bid.status(), bid.reason());
        bids.put(bid.bidId(), repriced);
        return Outcome.done(repriced);
    }

    private static Outcome<Deposit.Receipt, BillingRejection> deposit(Deposit command) {
        if (command.reference().equals("used")) {
            return Outcome.refused(new BillingRejection.ReferenceReused("used"));
        }
        return Outcome.done(
                new Deposit.Receipt(
                        command.accountId().value(),
                        command.accountId(),
                        command.amount(),
                        command.amount(),
                        command.reference(),
                        command.at()));
    }

    private static Outcome<NodeDetails, NodeRejection> add(AddSimulatedNode command) {
        if (command.name().equals("sim-1")) {
            return Outcome.refused(new NodeRejection.NameTaken("sim-1"));
        }
        return Outcome.done(
                new NodeDetails(
                        command.name(),
                        command.pool(),
                        "simulated",
                        command.resources(),
                        NodeState.READY,
                        command.at()));
    }

    private Outcome<NodeDetails, NodeRejection> changed(String name, NodeState state) {
        NodeRejection no = nodeRefusal;
        if (!nodes.containsKey(name)) {
            return Outcome.refused(new NodeRejection.UnknownNode(name));
        }
        return no == null ? Outcome.done(node(name, state)) : Outcome.refused(no);
    }

    /** Makes it so. */
    public NodeDetails node(String name, NodeState state) {
        NodeDetails node =
                new NodeDetails(
                        name,
                        "default",
                        "simulated",
                        new Resources(8000, 32768, 0),
                        state,
                        FakeBids.NOW);
        nodes.put(name, node);
        return node;
    }

    @QueryHandler
    Optional<BidDetails> answer(FindBid query) {
        return Optional.ofNullable(bids.get(query.bidId()))
                .filter(bid -> bid.accountId().equals(query.owner()));
    }

    @QueryHandler
    List<BidDetails> answer(ListBids query) {
        BidId before = query.before();
        return bids.values().stream()
                .filter(bid -> bid.accountId().equals(query.owner()))
                .filter(bid -> query.status() == null || bid.status() == query.status())
                .filter(bid -> query.pool() == null || bid.pool().equals(query.pool()))
                .filter(bid -> before == null || bid.bidId().value().compareTo(before.value()) < 0)
                .sorted(Comparator.comparing((BidDetails bid) -> bid.bidId().value()).reversed())
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    List<Transition> answer(ListBidTransitions query) {
        BidDetails bid = bids.get(query.bidId());
        return bid == null
                ? List.of()
                : List.of(
                        new Transition(
                                1,
                                bid.submittedAt(),
                                BidStatus.SUBMITTED,
                                ReasonCode.AWAITING_CAPACITY,
                                "waits",
                                bid.effectiveUnitPrice(),
                                10_000,
                                null,
                                null));
    }

    @QueryHandler
    Optional<PoolDetails> answer(FindPool query) {
        return answer(new ListPools()).stream()
                .filter(pool -> pool.name().equals(query.name()))
                .findFirst();
    }

    @QueryHandler
    List<PoolDetails> answer(ListPools query) {
        return List.of(
                new PoolDetails(
                        "default",
                        "uniform",
                        10_000,
                        10_000,
                        SlotShape.DEFAULT,
                        new Resources(8000, 32768, 0),
                        Resources.NONE,
                        1,
                        0,
                        0,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(30)));
    }

    /** Newest first, as they were put there. */
    @QueryHandler
    List<Tick> answer(ListPrices query) {
        pricesAsked.add(query);
        return ticks.stream()
                .filter(tick -> !tick.at().isBefore(query.from()) && tick.at().isBefore(query.to()))
                .limit(query.limit())
                .toList();
    }

    /** 24 h, of which the price asked for would have run two thirds. */
    @QueryHandler
    Optional<PriceShare> answer(FindPriceShare query) {
        Instant from = query.to().minusMillis(86_400_000);
        Long millis = query.unitPrice() == null ? null : 57_600_000L;
        return query.pool().equals("default")
                ? Optional.of(new PriceShare(from, query.to(), millis, 1, 2, 3, 4, 5_000_000))
                : Optional.empty();
    }

    @QueryHandler
    Optional<FindQuote.Quote> answer(FindQuote query) {
        quotesAsked.add(query);
        return query.pool().equals("default") ? Optional.ofNullable(quote) : Optional.empty();
    }

    @QueryHandler
    List<Level> answer(ListBookLevels query) {
        return List.of(new Level(1_500_000, 2, 4000));
    }

    @QueryHandler
    List<Offer> answer(ListOffers query) {
        return List.of(new Offer("sim-1", "default", new Resources(8000, 32768, 0), used, true, 0));
    }

    @QueryHandler
    List<NodeDetails> answer(ListNodes query) {
        return List.copyOf(nodes.values());
    }

    @QueryHandler
    Optional<WalletDetails> answer(FindWallet query) {
        AccountId account = query.accountId();
        return Optional.of(
                new WalletDetails(
                        account,
                        Money.ofMicros(100_000_000),
                        Money.ofMicros(50_000),
                        3_000_000,
                        null,
                        null));
    }

    /** Refuses by the reference. */
    @QueryHandler
    Optional<BillingRejection> answer(FindDepositRejection query) {
        return switch (query.deposit().reference()) {
            case "used" -> Optional.of(new BillingRejection.ReferenceReused("used"));
            case "full" -> Optional.of(new BillingRejection.BalanceTooHigh(Money.ofMicros(1)));
            case "nobody" -> Optional.of(new BillingRejection.UnknownWallet());
            default -> Optional.empty();
        };
    }

    @QueryHandler
    List<Entry> answer(ListEntries query) {
        return entries.stream()
                .filter(entry -> entry.position() < query.before())
                .limit(query.limit())
                .toList();
    }

    /** Newest first, as they were put there; the one without an issue is the statement. */
    @QueryHandler
    List<Invoice> answer(ListInvoices query) {
        return invoices.stream()
                .filter(invoice -> invoice.accountId().equals(query.accountId()))
                .filter(invoice ->
                        invoice.issue() != null && invoice.issue().number() < query.before())
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    Optional<Invoice> answer(FindInvoice query) {
        return invoices.stream()
                .filter(i -> i.issue() != null && i.issue().id().equals(query.id()))
                .filter(i -> query.accountId() == null || i.accountId().equals(query.accountId()))
                .findFirst();
    }

    @QueryHandler
    Optional<Invoice> answer(FindStatement query) {
        return invoices.stream()
                .filter(i -> i.issue() == null && i.accountId().equals(query.accountId()))
                .findFirst();
    }

    /** The same lines for every invoice. */
    @QueryHandler
    List<InvoiceLine> answer(ListInvoiceLines query) {
        linesAsked.add(query.limit());
        InvoiceLine.Place after = query.after();
        long passed =
                after == null
                        ? 0
                        : 1
                                + invoiceLines.stream()
                                        .takeWhile(line -> !line.place().equals(after))
                                        .count();
        return invoiceLines.stream().skip(passed).limit(query.limit()).toList();
    }

    @QueryHandler
    List<InvoicedBid> answer(ListInvoicedBids query) {
        return invoiceLines.stream()
                .map(line -> line.place().bidId())
                .distinct()
                .limit(query.limit())
                .map(bid -> new InvoicedBid(bid, 30_123, Money.parse("5.25"), Money.parse("0.25")))
                .toList();
    }

    @QueryHandler
    List<Charge> answer(ListCharges query) {
        return charges.stream().filter(charge -> query.bidIds().contains(charge.bidId())).toList();
    }

    /** Each look at a log yields the next one; the last is kept. */
    @QueryHandler
    Optional<LogTail> answer(ReadLog query) {
        synchronized (logs) {
            if (logs.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(logs.size() > 1 ? logs.removeFirst() : logs.getFirst());
        }
    }
}
