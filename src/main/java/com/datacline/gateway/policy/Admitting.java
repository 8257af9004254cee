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
    private final RequestCounts requests;
    private final RunningCounts running;
    private final List<Runnable> counted = new ArrayList<>();
    private final List<Limit.Key> entered = new ArrayList<>();

    Admitting(String file, Question question, RequestCounts requests, RunningCounts running) {
        this.file = file;
        this.question = question;
        this.requests = requests;
        this.running = running;
    }

    /** Counts the call under each limit that matches, or under none if one of them has no room for it. */
    Admission admit(List<Limit> limits) {
        for (Limit limit : limits) {
            Failure refusal = refusal(limit);
            if (refusal != null) {
                counted.forEach(Runnable::run);
                entered.forEach(running::leave);
                return refusal;
            }
        }
        return entered.isEmpty() ? Permit.UNLIMITED : new Permit(() -> entered.forEach(running::leave));
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
            if (!running.enter(key)) {
                return refused(limit, limit.concurrent() + " calls at once", SOON);
            }
            entered.add(key);
        }
        Rate rate = limit.rate();
        if (rate != null) {
            long nanos = requests.take(key, rate);
            if (nanos > 0) {
                return refused(limit, rate.toString(), Duration.ofNanos(nanos));
            }
            counted.add(() -> requests.giveBack(key, rate));
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
