DROP INDEX departments_by_parent_department_id;
CREATE INDEX measure_tags_by_measure_id_scheme_code ON measure_tags (measure_id, scheme, code);
CREATE INDEX measure_tags_by_scheme_code_measure_id ON measure_tags (scheme, code, measure_id);
CREATE INDEX measure_tags_by_code ON measure_tags (code, scheme, measure_id);
DROP TABLE effective_tags;
