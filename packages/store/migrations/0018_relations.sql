-- What customers do beside buying and what they are invited to, and what is left of a purchase after its cost.

alter table purchases add column margin bigint;
-- next
-- One person's invitation to an event.
create table invitations (
  tenant_id    int not null,
  id           text collate "C" not null,
  customer_id  text collate "C" not null,
  event        text not null,
  event_name   text not null,
  starts_at    timestamptz not null,
  place        text,
  answer       text,
  answered_at  timestamptz,
  -- Not known before the event.
  attended     boolean,
  attributes   jsonb not null default '{}',
  updated_at   timestamptz not null,
  primary key (tenant_id, id)
) with (fillfactor = 85);
-- next
create index invitations_customer on invitations (tenant_id, customer_id);
-- next
-- The nightly look at dates looks for events within a few days of now.
create index invitations_starts on invitations (tenant_id, starts_at);
-- next
call perennial_protect('invitations');
-- next
-- One customer's recommendation of us to a friend.
create table referrals (
  tenant_id     int not null,
  id            text collate "C" not null,
  customer_id   text collate "C" not null,
  friend_id     text collate "C",
  status        text not null,
  at            timestamptz not null,
  qualified_at  timestamptz,
  updated_at    timestamptz not null,
  primary key (tenant_id, id)
) with (fillfactor = 85);
-- next
create index referrals_customer on referrals (tenant_id, customer_id, at);
-- next
create index referrals_friend on referrals (tenant_id, friend_id) where friend_id is not null;
-- next
call perennial_protect('referrals');
-- next
-- A customer's use of an offer.
create table redemptions (
  tenant_id    int not null,
  id           text collate "C" not null,
  customer_id  text collate "C" not null,
  offer        text collate "C" not null,
  code         text,
  at           timestamptz not null,
  purchase_id  text collate "C",
  amount       bigint not null,
  currency     text not null,
  primary key (tenant_id, id)
);
-- next
create index redemptions_customer on redemptions (tenant_id, customer_id, at);
-- next
create index redemptions_offer on redemptions (tenant_id, offer, at);
-- next
call perennial_protect('redemptions');
-- next
-- The invitation an enrolment is about.
alter table enrolments add column invitation_id text collate "C";
-- next
create trigger delete_relations after delete on tenants for each row execute function perennial_delete_rows(
  'invitations', 'referrals', 'redemptions');
