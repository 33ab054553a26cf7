-- The published tables, with the columns of their definitions, followed by derived columns: ids of ancestors (filters
-- need no join), names next to codes, and sort keys. Enforced by a drift test.
CREATE TABLE local_governments (
    localgov_code TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    localgov_name TEXT NOT NULL,
    name TEXT NOT NULL,
    name_kana TEXT NOT NULL,
    name_english TEXT NOT NULL,
    standard_area_code TEXT NOT NULL,
    prefecture_name TEXT NOT NULL,
    url TEXT,
    note TEXT,
    plan_count INTEGER NOT NULL,
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE TABLE sources (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    name TEXT NOT NULL,
    publisher TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    published_on TEXT,
    url TEXT,
    file_name TEXT,
    sha256 TEXT,
    license TEXT NOT NULL,
    attribution TEXT,
    note TEXT,
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE INDEX sources_by_localgov_code_id ON sources (localgov_code, id);
CREATE TABLE plans (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    name TEXT NOT NULL,
    plan_kind TEXT NOT NULL,
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    reported_through_fiscal_year INTEGER,
    parent_plan_name TEXT,
    coverage TEXT NOT NULL,
    overview TEXT,
    text_origin TEXT,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT,
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE INDEX plans_by_localgov_code_id ON plans (localgov_code, id);
CREATE TABLE sections (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    parent_section_id TEXT,
    sort_order INTEGER NOT NULL,
    level_label TEXT NOT NULL,
    number_text TEXT,
    name TEXT NOT NULL,
    name_basis TEXT NOT NULL,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT
);
CREATE INDEX sections_by_localgov_code_id ON sections (localgov_code, id);
CREATE INDEX sections_by_plan_id_id ON sections (plan_id, id);
CREATE TABLE departments (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_department_id TEXT,
    department_kind TEXT NOT NULL,
    note TEXT,
    name_key TEXT NOT NULL
);
CREATE INDEX departments_by_localgov_code_id ON departments (localgov_code, id);
CREATE TABLE measures (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    section_id TEXT NOT NULL,
    parent_measure_id TEXT,
    sort_order INTEGER NOT NULL,
    level_label TEXT NOT NULL,
    number_text TEXT,
    name TEXT NOT NULL,
    name_basis TEXT NOT NULL,
    former_name TEXT,
    overview TEXT,
    current_issues TEXT,
    approach TEXT,
    desired_state TEXT,
    text_origin TEXT,
    measure_status TEXT,
    status_text TEXT,
    status_fiscal_year INTEGER,
    unassigned_marks INTEGER,
    disclosure TEXT,
    same_as_measure_id TEXT,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT,
    lead_departments TEXT NOT NULL,
    related_departments TEXT NOT NULL,
    sdg_targets TEXT NOT NULL,
    tags TEXT NOT NULL,
    inherited_tags TEXT NOT NULL
);
CREATE INDEX measures_by_localgov_code_id ON measures (localgov_code, id);
CREATE INDEX measures_by_plan_id_id ON measures (plan_id, id);
CREATE INDEX measures_by_section_id_id ON measures (section_id, id);
CREATE INDEX measures_by_parent_measure_id ON measures (parent_measure_id);
CREATE TABLE measure_departments (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    department_id TEXT NOT NULL,
    role TEXT NOT NULL,
    sort_order INTEGER NOT NULL,
    name_text TEXT,
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT
);
CREATE INDEX measure_departments_by_localgov_code ON measure_departments (localgov_code);
CREATE INDEX measure_departments_by_measure_id_sort_order ON measure_departments (measure_id, sort_order);
CREATE INDEX measure_departments_by_department_id_measure_id ON measure_departments (department_id, measure_id);
CREATE TABLE measure_tags (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    code TEXT NOT NULL,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT
);
CREATE INDEX measure_tags_by_localgov_code ON measure_tags (localgov_code);
CREATE INDEX measure_tags_by_measure_id_scheme_code ON measure_tags (measure_id, scheme, code);
CREATE INDEX measure_tags_by_scheme_code_measure_id ON measure_tags (scheme, code, measure_id);
CREATE TABLE actions (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    sort_order INTEGER NOT NULL,
    group_name TEXT,
    name TEXT NOT NULL,
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    years_status TEXT NOT NULL,
    measure_status TEXT,
    status_text TEXT,
    status_fiscal_year INTEGER,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT
);
CREATE INDEX actions_by_localgov_code ON actions (localgov_code);
CREATE INDEX actions_by_measure_id_sort_order ON actions (measure_id, sort_order);
CREATE TABLE indicators (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    sort_order INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    value_type TEXT NOT NULL,
    unit TEXT,
    unit_code TEXT NOT NULL,
    unit_multiplier INTEGER NOT NULL,
    unit_per TEXT,
    measurement_basis TEXT,
    direction TEXT NOT NULL,
    direction_basis TEXT NOT NULL,
    definition TEXT,
    breakdown_dimension TEXT,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT,
    plan_id TEXT NOT NULL,
    plan_start_fiscal_year INTEGER,
    target_revised INTEGER NOT NULL,
    has_actual INTEGER NOT NULL
);
CREATE INDEX indicators_by_localgov_code_id ON indicators (localgov_code, id);
CREATE INDEX indicators_by_plan_id_id ON indicators (plan_id, id);
CREATE INDEX indicators_by_measure_id_id ON indicators (measure_id, id);
CREATE TABLE breakdowns (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_code TEXT,
    sort_order INTEGER NOT NULL,
    definition TEXT,
    note TEXT
);
CREATE INDEX breakdowns_by_localgov_code ON breakdowns (localgov_code);
CREATE INDEX breakdowns_by_indicator_id_sort_order ON breakdowns (indicator_id, sort_order);
CREATE TABLE observations (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    breakdown_code TEXT NOT NULL,
    fiscal_year INTEGER,
    fiscal_year_basis TEXT NOT NULL,
    period_start TEXT,
    period_end TEXT,
    kind TEXT NOT NULL,
    revision INTEGER NOT NULL,
    set_in INTEGER,
    superseded_in INTEGER,
    revision_reason TEXT,
    revision_note TEXT,
    reported_fiscal_year INTEGER,
    value TEXT,
    denominator TEXT,
    value_date TEXT,
    value_text TEXT NOT NULL,
    value_status TEXT NOT NULL,
    comparator TEXT,
    value_basis TEXT NOT NULL,
    base_fiscal_year INTEGER,
    name_text TEXT,
    break_reason TEXT,
    break_note TEXT,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT,
    plan_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    breakdown_name TEXT NOT NULL,
    fiscal_year_sort INTEGER NOT NULL,
    value_real REAL
);
CREATE INDEX observations_by_localgov_code_id ON observations (localgov_code, id);
CREATE INDEX observations_by_plan_id_id ON observations (plan_id, id, kind, revision);
CREATE INDEX observations_by_indicator_id_id ON observations (indicator_id, id);
CREATE TABLE achievements (
    localgov_code TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    localgov_name TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    part INTEGER NOT NULL,
    part_label TEXT,
    department_id TEXT,
    record_status TEXT NOT NULL,
    planned TEXT,
    target_text TEXT,
    result TEXT,
    review TEXT,
    rating TEXT,
    text_origin TEXT,
    source_id TEXT NOT NULL,
    source_place TEXT NOT NULL,
    doubt TEXT,
    note TEXT,
    plan_id TEXT NOT NULL,
    measure_name TEXT NOT NULL
);
CREATE INDEX achievements_by_localgov_code_id ON achievements (localgov_code, id);
CREATE INDEX achievements_by_plan_id_id ON achievements (plan_id, id);
CREATE INDEX achievements_by_measure_id_id ON achievements (measure_id, id);
CREATE INDEX achievements_by_fiscal_year_id ON achievements (fiscal_year, id);
CREATE TABLE topics (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_english TEXT,
    definition TEXT NOT NULL,
    note TEXT
);
CREATE TABLE topic_members (
    id TEXT NOT NULL PRIMARY KEY,
    topic_id TEXT NOT NULL,
    indicator_id TEXT,
    measure_id TEXT,
    comparability TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX topic_members_by_topic_id ON topic_members (topic_id);
CREATE INDEX topic_members_by_indicator_id ON topic_members (indicator_id);
CREATE INDEX topic_members_by_measure_id ON topic_members (measure_id);
CREATE TABLE redirects (
    id TEXT NOT NULL PRIMARY KEY,
    old_id TEXT NOT NULL,
    new_id TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX redirects_by_old_id ON redirects (old_id);
CREATE TABLE changes (
    id TEXT NOT NULL PRIMARY KEY,
    changed_on TEXT NOT NULL,
    change_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    field TEXT,
    before TEXT,
    after TEXT,
    reason TEXT,
    source_id TEXT
);
CREATE INDEX changes_by_changed_on_id ON changes (changed_on, id);

-- Progress of each indicator by the rules in domain::progress: a row for each fiscal year, and one with fiscal_year 0 for
-- the current progress, with the columns of the indicator that lists are filtered by. For filtering, sorting and counting
-- only; what is shown of an indicator is assessed from the observations.
CREATE TABLE indicator_progress (
    localgov_code TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    measure_id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    progress_rank INTEGER NOT NULL,
    role TEXT NOT NULL,
    direction TEXT NOT NULL,
    target_revised INTEGER NOT NULL,
    has_actual INTEGER NOT NULL,
    PRIMARY KEY (indicator_id, fiscal_year)
);
CREATE INDEX indicator_progress_by_localgov_code ON indicator_progress (localgov_code);
CREATE INDEX indicator_progress_by_measure ON indicator_progress (measure_id, fiscal_year);
-- The datasets in the tables above: one row for each government, and one named 'shared'. 'generation' is that of the
-- last import that changed it, 'scope_version' the version of its rows together with the shared tables.
CREATE TABLE datasets (
    id TEXT NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    version TEXT NOT NULL,
    input_digest TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    generation BIGINT NOT NULL,
    scope_version TEXT NOT NULL
);
-- One row: the version of all data, and a number that grows with every import that changes something.
CREATE TABLE service_state (
    id INTEGER NOT NULL PRIMARY KEY,
    generation BIGINT NOT NULL,
    version TEXT NOT NULL,
    imported_at TEXT NOT NULL
);
INSERT INTO service_state (id, generation, version, imported_at) VALUES (1, 0, '', '');
