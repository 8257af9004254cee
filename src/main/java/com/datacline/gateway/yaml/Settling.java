package com.datacline.gateway.yaml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells when something that people edit has settled: a change counts once it has looked the same twice in a row, since half
 * of a file that is being written may well be a whole one too. Its owner guards it.
 *
 * @param <S> how it looks; null stands for nothing there
 */
public final class Settling<S> {
    private @Nullable S seen;
    private boolean settled = true;

    /** @param known what has been made use of already */
    public Settling(@Nullable S known) {
        this.seen = known;
    }

    /** Takes a look, and tells whether this is a change that has settled and nobody has been told of. */
    public boolean settles(@Nullable S now) {
        if (!Objects.equals(now, seen)) {
            seen = now;
            settled = false;
            return false;
        }
        boolean news = !settled;
        settled = true;
        return news;
    }

    /** Has the next look count as a change, because it could not be looked at, or not be made use of yet. */
    public void unsettle() {
        settled = false;
    }
}
