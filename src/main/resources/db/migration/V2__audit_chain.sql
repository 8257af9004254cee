-- The record's own hash in the journal's chain: what SQL has can be compared with the journal, and the other way round.
alter table audit_logs add column chain_hash varchar(64);
