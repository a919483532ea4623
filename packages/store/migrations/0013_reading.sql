-- Reading what has changed on the other side is a work of its own, of each connection.

-- When it is next read, at once where it is null; while it is being read, when whoever reads counts as dead.
alter table connections add column read_at timestamptz;
-- next
-- While it is being read: when whoever reads counts as dead. Nobody else reads it before.
alter table connections add column read_until timestamptz;
-- next
-- How often it could not be read since it last could.
alter table connections add column read_failures int not null default 0;
-- next
-- How many records the reading from the beginning has to read in all, where the other side says so.
alter table connections add column load_total bigint;
-- next
grant select (read_at, read_until) on connections to perennial_system;
-- next
-- Whether the pause was set here and the system of record has not told of it: its copies without one leave it.
alter table customers add column paused_here boolean not null default false;
