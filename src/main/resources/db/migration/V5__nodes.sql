-- The node that made the call, where there are several.
alter table audit_logs add column node varchar(128);
