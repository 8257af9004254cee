package com.datacline.gateway.policy;

import com.datacline.gateway.call.Admission;
import com.datacline.gateway.call.Failure;
import com.datacline.gateway.call.FailureCode;
import com.datacline.gateway.call.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way through the limits. */
final class Admitting {
    /** Nobody knows when a running call ends. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String file;
    private final Question question;
    private final Counts counts;
    private final List<Runnable> counted = new ArrayList<>();
    private final List<Runnable> entered = new ArrayList<>();

    Admitting(String file, Question question, Counts counts) {
        this.file = file;
        this.question = question;
        this.counts = counts;
    }

    /** Counts the call under each limit that matches, or under none if one of them has no room for it. */
    Admission admit(List<Limit> limits) {
        for (Limit limit : limits) {
            Failure refusal = refusal(limit);
            if (refusal != null) {
                counted.forEach(Runnable::run);
                entered.forEach(Runnable::run);
                return refusal;
            }
        }
        return entered.isEmpty() ? Permit.UNLIMITED : new Permit(() -> entered.forEach(Runnable::run));
    }

    private @Nullable Failure refusal(Limit limit) {
        return switch (limit.match(question)) {
            // what is not known of a call, such as the tool that a task belongs to, is not what the limit is about
            case NO, MAYBE, DOUBTFUL -> null;
            case BROKEN -> new Failure(FailureCode.DENIED, named(limit) + " cannot be evaluated");
            case YES -> count(limit, limit.key(question));
        };
    }

    private @Nullable Failure count(Limit limit, Limit.Key key) {
        if (limit.concurrent() > 0) {
            Runnable leave = counts.enter(key);
            if (leave == null) {
                return refused(limit, limit.concurrent() + " calls at once", SOON);
            }
            entered.add(leave);
        }
        Rate rate = limit.rate();
        if (rate != null) {
            Counts.Taken taken = counts.take(key, rate);
            if (taken.waitNanos() > 0) {
                return refused(limit, rate.toString(), Duration.ofNanos(taken.waitNanos()));
            }
            counted.add(taken.undo());
        }
        return null;
    }

    private Failure refused(Limit limit, String allowed, Duration wait) {
        Failure failure = new Failure(FailureCode.RATE_LIMITED, "", null, wait);
        return new Failure(
                failure.code(),
                named(limit) + " allows " + limit.holder() + " " + allowed + "; try again in " + failure.retrySeconds()
                        + " s",
                null,
                wait);
    }

    private String named(Limit limit) {
        return "limit \"" + limit.name() + "\" (" + file + ":" + limit.line() + ")";
    }
}
