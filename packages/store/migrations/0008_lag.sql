-- How long the oldest delivery waits: its number finds it at the head of the index, its moment says since when.

grant select (id, received_at) on inbox to perennial_system;
