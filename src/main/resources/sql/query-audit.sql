-- The newest records that fit; whatever is not asked for is null.
select id, request_id, parent_id, trace_id, event_type, "timestamp", user_name, action, mcp_server, mcp_servers, tool_name, parameters, status,
       outcome, policy_decision, era, response_status, execution_time, error, node
from audit_logs
where (cast(:#since as timestamp with time zone) is null or "timestamp" >= :#since)
  and (cast(:#until as timestamp with time zone) is null or "timestamp" < :#until)
  and (cast(:#user as varchar) is null or user_name = :#user)
  and (cast(:#server as varchar) is null or mcp_server = :#server
       or position('"' || cast(:#server as varchar) || '"' in mcp_servers) > 0)
  and (cast(:#tool as varchar) is null or tool_name = :#tool)
  and (cast(:#action as varchar) is null or action = :#action)
  and (cast(:#status as varchar) is null or status = :#status)
  and (cast(:#outcome as varchar) is null or outcome = :#outcome)
  and (cast(:#event_type as varchar) is null or event_type = :#event_type)
  and (cast(:#request_id as varchar) is null or request_id = :#request_id)
  and (cast(:#before_time as timestamp with time zone) is null or "timestamp" < :#before_time
       or ("timestamp" = :#before_time and id < :#before_id))
order by "timestamp" desc, id desc
limit :#limit
