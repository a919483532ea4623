-- While a night's messages go out, the tables that each of them is written to grow by a tenth every few seconds, and were
-- looked through for the planner each time: a sixth of what the processors did. A third more is soon enough to know of (a
-- row that changes on its way counts as often as it does), and what no condition asks about as a whole is not looked at.

alter table enrolments set (autovacuum_analyze_scale_factor = 0.9);
-- next
alter table outbox set (autovacuum_analyze_scale_factor = 0.9);
-- next
alter table decisions set (autovacuum_analyze_scale_factor = 0.3);
-- next
alter table sends set (autovacuum_analyze_scale_factor = 0.3);
-- next
alter table interactions set (autovacuum_analyze_scale_factor = 0.3);
-- next
alter table enrolments alter column variables set statistics 0;
-- next
alter table outbox alter column effect set statistics 0;
-- next
alter table outbox alter column command set statistics 0;
-- next
alter table decisions alter column evidence set statistics 0;
-- next
alter table interactions alter column text set statistics 0;
