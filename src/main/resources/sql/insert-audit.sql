-- A record that is there already stays as it is: carrying over twice does no harm.
insert into audit_logs (
    id, request_id, parent_id, event_type, "timestamp", user_name, action, mcp_server, mcp_servers, tool_name, parameters, status,
    outcome, policy_decision, era, response_status, execution_time, error, trace_id, node, chain_hash, journal, journal_position
) values (
    :#id, :#request_id, :#parent_id, :#event_type, :#timestamp, :#user_name, :#action, :#mcp_server, :#mcp_servers, :#tool_name,
    :#parameters, :#status, :#outcome, :#policy_decision, :#era, :#response_status, :#execution_time, :#error,
    :#trace_id, :#node, :#chain_hash, :#journal, :#journal_position
) on conflict do nothing
