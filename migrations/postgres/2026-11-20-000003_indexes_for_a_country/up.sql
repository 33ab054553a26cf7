-- Indexes for the filters of national lists, so that the first page reads no more rows than that of one city. The columns
-- behind the order are those of the other filters: what two filters leave is found, and counted, in the index alone.
CREATE INDEX measures_by_measure_status_id ON measures (measure_status, id);
CREATE INDEX observations_by_measure_id_id ON observations (measure_id, id, kind, fiscal_year_sort, value_status);
CREATE INDEX observations_by_kind_id ON observations (kind, id, fiscal_year_sort, value_status);
CREATE INDEX observations_by_kind_fiscal_year_sort_id ON observations (kind, fiscal_year_sort, id, value_status);
CREATE INDEX observations_by_value_status_id ON observations (value_status, id, kind, fiscal_year_sort);
CREATE INDEX observations_by_value_status_fiscal_year_sort_id ON observations (value_status, fiscal_year_sort, id, kind);
CREATE INDEX observations_by_fiscal_year_sort_id ON observations (fiscal_year_sort, id, kind, value_status);
CREATE INDEX indicators_by_role_id ON indicators (role, id, direction, target_revised, has_actual);
CREATE INDEX indicators_by_direction_id ON indicators (direction, id, role, target_revised, has_actual);
CREATE INDEX indicators_by_has_actual_id ON indicators (has_actual, id, role, direction, target_revised);
CREATE INDEX indicators_by_target_revised_id ON indicators (target_revised, id, role, direction, has_actual);
CREATE INDEX indicator_progress_by_id ON indicator_progress
    (fiscal_year, indicator_id, status, role, direction, target_revised, has_actual);
CREATE INDEX indicator_progress_by_rank ON indicator_progress
    (fiscal_year, progress_rank, indicator_id, status, role, direction, target_revised, has_actual);
CREATE INDEX indicator_progress_by_status_id ON indicator_progress
    (fiscal_year, status, indicator_id, role, direction, target_revised, has_actual);
CREATE INDEX indicator_progress_by_status_rank ON indicator_progress
    (fiscal_year, status, progress_rank, indicator_id, role, direction, target_revised, has_actual);
CREATE INDEX indicator_progress_by_localgov_code_rank ON indicator_progress
    (fiscal_year, localgov_code, progress_rank, indicator_id);
CREATE INDEX indicator_progress_by_plan_id_rank ON indicator_progress
    (fiscal_year, plan_id, progress_rank, indicator_id);
CREATE INDEX sections_by_parent_section_id ON sections (parent_section_id);
CREATE INDEX measure_tags_by_code ON measure_tags (code, scheme, measure_id);
CREATE INDEX departments_by_name_key ON departments (name_key);
CREATE INDEX changes_by_change_type_id ON changes (change_type, id);
