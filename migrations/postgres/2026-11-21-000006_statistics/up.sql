-- PostgreSQL collects its statistics itself, and an import has it do so. These it cannot see in a sample of the rows: that
-- the rows of an indicator, and of a measure, are few.
ALTER TABLE observations ALTER COLUMN indicator_id SET (n_distinct = -0.167);
ALTER TABLE observations ALTER COLUMN measure_id SET (n_distinct = -0.056);
ALTER TABLE indicators ALTER COLUMN measure_id SET (n_distinct = -0.333);
ALTER TABLE indicator_progress ALTER COLUMN indicator_id SET (n_distinct = -0.2);
ALTER TABLE indicator_progress ALTER COLUMN measure_id SET (n_distinct = -0.067);
