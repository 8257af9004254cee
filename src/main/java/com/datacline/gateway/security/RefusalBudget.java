package com.datacline.gateway.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many refusals a client address is given each minute. They are recorded one by one; those beyond are counted, and one
 * record says how many they were. So a flood fills neither the journal nor the disk it is on.
 */
public final class RefusalBudget implements AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int ADDRESSES_AT_FULL_BUDGET = 50;

    private final RefusedLogins records;
    private final Consumer<RefusedLogin> counter;
    private final Ticker ticker;
    private final int perMinute;
    private final Bucket all;
    private final LoadingCache<String, Account> accounts;

    private record Account(Bucket bucket, AtomicLong unrecorded) {}

    /** Without a counter. */
    public RefusalBudget(RefusedLogins records, int perMinute, Ticker ticker) {
        this(records, perMinute, ticker, refusal -> {});
    }

    /**
     * @param records hears of every refusal within the budget, and of the sum of those beyond
     * @param counter hears of every refusal
     */
    public RefusalBudget(RefusedLogins records, int perMinute, Ticker ticker, Consumer<RefusedLogin> counter) {
        this.records = records;
        this.counter = counter;
        this.ticker = ticker;
        this.perMinute = perMinute;
        // Addresses are cheap to an attacker who has many; this bounds them all.
        this.all = bucket(perMinute * (long) ADDRESSES_AT_FULL_BUDGET);
        this.accounts = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .ticker(ticker)
                .removalListener((@Nullable String address, @Nullable Account account, RemovalCause cause) -> {
                    if (address != null && account != null) {
                        sum(address, account);
                    }
                })
                .build(address -> new Account(bucket(perMinute), new AtomicLong()));
    }

    /** Takes note of a refusal, and returns how long the address had better wait, or null if within its budget. */
    public @Nullable Duration note(RefusedLogin refusal) {
        counter.accept(refusal);
        String address = ClientAddress.of(refusal.address());
        Account account = accounts.get(address);
        ConsumptionProbe probe = account.bucket().tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            account.unrecorded().incrementAndGet();
            return Duration.ofNanos(probe.getNanosToWaitForRefill());
        }
        sum(address, account);
        if (all.tryConsume(1)) {
            records.note(refusal);
        } else {
            account.unrecorded().incrementAndGet();
        }
        return null;
    }

    /** Records what has only been counted so far, while there is a journal. */
    @Override
    public void close() {
        accounts.invalidateAll();
        accounts.cleanUp();
    }

    private void sum(String address, Account account) {
        long unrecorded = account.unrecorded().getAndSet(0);
        if (unrecorded > 0) {
            records.note(RefusedLogin.many(address, unrecorded));
        }
    }

    private Bucket bucket(long tokens) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tokens).refillIntervally(tokens, MINUTE))
                .withCustomTimePrecision(new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return ticker.read();
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                })
                .build();
    }
}
