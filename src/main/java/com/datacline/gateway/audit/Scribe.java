package com.datacline.gateway.audit;

import com.datacline.gateway.call.CallFailed;

/** Writes records into the journal, without the secrets that may be in them. */
public final class Scribe {
    private final Journal journal;
    private final Redaction redaction;
    private final Unrouted unrouted;
    private final String node;

    /** @param node the name of this node, which every record bears; empty if it has none */
    public Scribe(Journal journal, Redaction redaction, Unrouted unrouted, String node) {
        this.journal = journal;
        this.redaction = redaction;
        this.unrouted = unrouted;
        this.node = node;
    }

    /** Returns what keeps secrets out of records. */
    public Redaction redaction() {
        return redaction;
    }

    /**
     * Sees whether what happens next can be recorded.
     *
     * @throws CallFailed if it cannot, and has to be
     */
    void ready() {
        journal.ready();
    }

    /**
     * Writes the record of a route, which tells the listeners itself.
     *
     * @throws CallFailed if it is not in the journal
     */
    void write(AuditRecord record) {
        if (!node.isEmpty()) {
            record.json().put("node", node);
        }
        redaction.scrub(record.json());
        journal.append(record);
    }

    /**
     * Writes a record that was made outside every route, and has the listeners told.
     *
     * @throws CallFailed if it is not in the journal
     */
    void writeUnrouted(AuditRecord record) {
        write(record);
        unrouted.add(record.json());
    }
}
