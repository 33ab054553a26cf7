-- The tags that hold for a measure: its own, and those of the measures above it. `tagged_id` names the one that has it.
CREATE TABLE effective_tags (
    localgov_code TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    scheme TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    tagged_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (subject_id, scheme, code)
);
CREATE INDEX effective_tags_by_localgov_code ON effective_tags (localgov_code);
CREATE INDEX effective_tags_by_scheme_code_subject_id ON effective_tags (scheme, code, subject_id);
CREATE INDEX effective_tags_by_code ON effective_tags (code, scheme, subject_id);
DROP INDEX measure_tags_by_code;
DROP INDEX measure_tags_by_scheme_code_measure_id;
DROP INDEX measure_tags_by_measure_id_scheme_code;
CREATE INDEX departments_by_parent_department_id ON departments (parent_department_id);
