package com.datacline.gateway.policy;

import com.datacline.gateway.call.Listing;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a list for callers with the same rights, found out once. It is kept as long as the list itself and the
 * policy are the ones that it was found out with.
 */
final class Views {
    /** How many entries all that is left of one list may have together. */
    private static final int MOST_ENTRIES = 2_000_000;

    private volatile @Nullable UnderPolicy now;

    /** Lists are told by their identity: a list that is made anew has been seen by nobody. */
    private record UnderPolicy(
            PolicyRules policy, Cache<List<Listing.Entry>, Cache<Rights, List<Listing.Entry>>> views) {
        UnderPolicy(PolicyRules policy) {
            this(policy, Caffeine.newBuilder().weakKeys().build());
        }
    }

    /**
     * Returns the entries that are left.
     *
     * @param rights of whoever asks; null to find out anew
     * @param find finds them out
     */
    List<Listing.Entry> of(
            List<Listing.Entry> list, PolicyRules policy, @Nullable Rights rights, Supplier<List<Listing.Entry>> find) {
        if (rights == null) {
            return find.get();
        }
        return under(policy)
                .views()
                .get(list, unseen -> Caffeine.newBuilder()
                        .maximumWeight(MOST_ENTRIES)
                        .weigher((Rights same, List<Listing.Entry> left) -> left.size() + 1)
                        .build())
                .get(rights, unknown -> List.copyOf(find.get()));
    }

    private UnderPolicy under(PolicyRules policy) {
        UnderPolicy known = now;
        if (known != null && known.policy() == policy) {
            return known;
        }
        UnderPolicy next = new UnderPolicy(policy);
        now = next;
        return next;
    }
}
