-- The trace that a call was part of, by its W3C Trace Context.
alter table audit_logs add column trace_id varchar(32);
create index audit_logs_trace_id on audit_logs (trace_id);
