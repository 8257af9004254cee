package com.datacline.gateway.audit;

/**
 * Something that a verification has to say about a line.
 *
 * @param file the file
 * @param line the line's number, from 1; 0 for the file as a whole
 * @param kind what it is
 * @param text what has been found there
 */
public record Finding(String file, long line, Kind kind, String text) {

    /** What a finding is. */
    public enum Kind {
        /** A record is not what was written. */
        EDITED,
        /** Records are missing. */
        REMOVED,
        /** A line stands where none of this content was written: it is new, or comes from another place. */
        INSERTED_OR_REORDERED,
        /** What SQL or somebody's note says is not so. */
        CONTRADICTED,
        /** Half a record that a crash has left; the next record vouches for it. No fault. */
        CUT_LINE,
        /** Something worth knowing. No fault. */
        NOTE;

        /** Tells whether somebody has changed the file. */
        public boolean isFault() {
            return this != CUT_LINE && this != NOTE;
        }

        /** Returns the name in plain words, such as {@code inserted or reordered}. */
        public String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }
}
