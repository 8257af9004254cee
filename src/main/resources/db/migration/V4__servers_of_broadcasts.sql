-- The servers of a broadcast, as a JSON array of their names: a broadcast is found by each of them.
alter table audit_logs add column mcp_servers text;
