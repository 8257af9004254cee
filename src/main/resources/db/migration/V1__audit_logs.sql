-- One row for each line of the audit journal. The place in the journal is kept with the row,
-- so the newest row says how far the journal has been carried over.
create table audit_logs (
    id varchar(64) primary key,
    request_id varchar(64),
    parent_id varchar(64),
    event_type varchar(64),
    "timestamp" timestamp with time zone not null,
    user_name varchar(512),
    action varchar(64),
    mcp_server varchar(128),
    tool_name text,
    parameters text,
    status varchar(32),
    outcome varchar(64),
    policy_decision text,
    era varchar(32),
    response_status integer,
    execution_time bigint,
    error text,
    journal varchar(64) not null,
    journal_position bigint not null
);

create index audit_logs_journal on audit_logs (journal, journal_position);
create index audit_logs_timestamp on audit_logs ("timestamp");
create index audit_logs_user on audit_logs (user_name);
create index audit_logs_tool on audit_logs (mcp_server, tool_name);
