ALTER TABLE indicator_progress ALTER COLUMN measure_id RESET (n_distinct);
ALTER TABLE indicator_progress ALTER COLUMN indicator_id RESET (n_distinct);
ALTER TABLE indicators ALTER COLUMN measure_id RESET (n_distinct);
ALTER TABLE observations ALTER COLUMN measure_id RESET (n_distinct);
ALTER TABLE observations ALTER COLUMN indicator_id RESET (n_distinct);
