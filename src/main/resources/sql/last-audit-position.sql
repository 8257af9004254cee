select journal_position from audit_logs where journal = :#${variable.journal} order by journal_position desc limit 1
