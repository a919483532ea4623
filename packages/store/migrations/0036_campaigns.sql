-- The CRM's own campaigns on the timeline: a customer's part in one changes while it runs.
alter table interactions
  -- Of a campaign: its id, how the customer's part in it stands, and its days.
  add column campaign jsonb,
  -- When it changed last; null for what never changes.
  add column updated_at timestamptz;
