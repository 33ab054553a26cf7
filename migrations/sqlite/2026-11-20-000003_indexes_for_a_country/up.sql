-- Indexes for the filters of national lists, so that the first page reads no more rows than that of one city.
CREATE INDEX observations_by_kind_id ON observations (kind, id);
CREATE INDEX observations_by_value_status_id ON observations (value_status, id);
CREATE INDEX indicators_by_has_actual_id ON indicators (has_actual, id);
CREATE INDEX indicators_by_target_revised_id ON indicators (target_revised, id);
CREATE INDEX indicator_progress_by_fiscal_year ON indicator_progress (fiscal_year, indicator_id);
CREATE INDEX indicator_progress_by_status_rank ON indicator_progress (fiscal_year, status, progress_rank, indicator_id);
CREATE INDEX sections_by_parent_section_id ON sections (parent_section_id);
CREATE INDEX measure_tags_by_code ON measure_tags (code, scheme, measure_id);
CREATE INDEX departments_by_name ON departments (name);
