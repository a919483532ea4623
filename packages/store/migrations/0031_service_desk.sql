-- The service desk: calls that programs ask for are paced to what the agents can make on a day (product.md 2, item 7), and
-- its reports.

-- How many calls the agents can make on a day; nothing where calls are not paced.
alter table tenants add column agent_capacity jsonb;
-- next
-- The day in the tenant's zone on which a call was last given a turn, and which of that day's calls it is: nothing there
-- with a day where no day before the call's last has room.
alter table outbox add column call_day date, add column call_turn int;
-- next
create index outbox_call_days on outbox (tenant_id, call_day) where call_day is not null;
-- next
-- Calls that wait for a turn.
create index outbox_calls_waiting on outbox (tenant_id, due_at)
  where kind = 'call' and state = 'pending' and reason = 'awaiting-agent';
-- next
-- Contacts of a time, by who took the initiative: counted from the index alone.
create index interactions_at on interactions (tenant_id, at) include (kind, direction);
