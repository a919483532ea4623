-- Calls that were put on a list, for whoever asks which are still to be made.
create index outbox_calls on outbox (tenant_id, settled_at) where kind = 'call' and state = 'done';
