-- The published tables, with the columns of their definitions, followed by derived columns: ids of ancestors (filters
-- need no join), names next to codes, and sort keys. Enforced by a drift test.
CREATE TABLE local_governments (
    localgov_code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    id TEXT COLLATE "C" NOT NULL,
    localgov_name TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    name_kana TEXT COLLATE "C" NOT NULL,
    name_english TEXT COLLATE "C" NOT NULL,
    standard_area_code TEXT COLLATE "C" NOT NULL,
    prefecture_name TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C",
    note TEXT COLLATE "C",
    plan_count INTEGER NOT NULL,
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE TABLE sources (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    publisher TEXT COLLATE "C" NOT NULL,
    source_kind TEXT COLLATE "C" NOT NULL,
    published_on TEXT COLLATE "C",
    url TEXT COLLATE "C",
    file_name TEXT COLLATE "C",
    sha256 TEXT COLLATE "C",
    license TEXT COLLATE "C" NOT NULL,
    attribution TEXT COLLATE "C",
    note TEXT COLLATE "C",
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE INDEX sources_by_localgov_code_id ON sources (localgov_code, id);
CREATE TABLE plans (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    plan_kind TEXT COLLATE "C" NOT NULL,
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    reported_through_fiscal_year INTEGER,
    parent_plan_name TEXT COLLATE "C",
    coverage TEXT COLLATE "C" NOT NULL,
    overview TEXT COLLATE "C",
    text_origin TEXT COLLATE "C",
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C",
    measure_count INTEGER NOT NULL,
    indicator_count INTEGER NOT NULL,
    observation_count INTEGER NOT NULL,
    achievement_count INTEGER NOT NULL
);
CREATE INDEX plans_by_localgov_code_id ON plans (localgov_code, id);
CREATE TABLE sections (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    parent_section_id TEXT COLLATE "C",
    sort_order INTEGER NOT NULL,
    level_label TEXT COLLATE "C" NOT NULL,
    number_text TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    name_basis TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C"
);
CREATE INDEX sections_by_localgov_code_id ON sections (localgov_code, id);
CREATE INDEX sections_by_plan_id_id ON sections (plan_id, id);
CREATE TABLE departments (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    parent_department_id TEXT COLLATE "C",
    department_kind TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C",
    name_key TEXT COLLATE "C" NOT NULL
);
CREATE INDEX departments_by_localgov_code_id ON departments (localgov_code, id);
CREATE TABLE measures (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    section_id TEXT COLLATE "C" NOT NULL,
    parent_measure_id TEXT COLLATE "C",
    sort_order INTEGER NOT NULL,
    level_label TEXT COLLATE "C" NOT NULL,
    number_text TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    name_basis TEXT COLLATE "C" NOT NULL,
    former_name TEXT COLLATE "C",
    overview TEXT COLLATE "C",
    current_issues TEXT COLLATE "C",
    approach TEXT COLLATE "C",
    desired_state TEXT COLLATE "C",
    text_origin TEXT COLLATE "C",
    measure_status TEXT COLLATE "C",
    status_text TEXT COLLATE "C",
    status_fiscal_year INTEGER,
    unassigned_marks INTEGER,
    disclosure TEXT COLLATE "C",
    same_as_measure_id TEXT COLLATE "C",
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C",
    lead_departments TEXT COLLATE "C" NOT NULL,
    related_departments TEXT COLLATE "C" NOT NULL,
    sdg_targets TEXT COLLATE "C" NOT NULL,
    tags TEXT COLLATE "C" NOT NULL,
    inherited_tags TEXT COLLATE "C" NOT NULL
);
CREATE INDEX measures_by_localgov_code_id ON measures (localgov_code, id);
CREATE INDEX measures_by_plan_id_id ON measures (plan_id, id);
CREATE INDEX measures_by_section_id_id ON measures (section_id, id);
CREATE INDEX measures_by_parent_measure_id ON measures (parent_measure_id);
CREATE TABLE measure_departments (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    department_id TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    sort_order INTEGER NOT NULL,
    name_text TEXT COLLATE "C",
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C"
);
CREATE INDEX measure_departments_by_localgov_code ON measure_departments (localgov_code);
CREATE INDEX measure_departments_by_measure_id_sort_order ON measure_departments (measure_id, sort_order);
CREATE INDEX measure_departments_by_department_id_measure_id ON measure_departments (department_id, measure_id);
CREATE TABLE measure_tags (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    scheme TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C"
);
CREATE INDEX measure_tags_by_localgov_code ON measure_tags (localgov_code);
CREATE INDEX measure_tags_by_measure_id_scheme_code ON measure_tags (measure_id, scheme, code);
CREATE INDEX measure_tags_by_scheme_code_measure_id ON measure_tags (scheme, code, measure_id);
CREATE TABLE actions (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    sort_order INTEGER NOT NULL,
    group_name TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    start_fiscal_year INTEGER,
    end_fiscal_year INTEGER,
    years_status TEXT COLLATE "C" NOT NULL,
    measure_status TEXT COLLATE "C",
    status_text TEXT COLLATE "C",
    status_fiscal_year INTEGER,
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C"
);
CREATE INDEX actions_by_localgov_code ON actions (localgov_code);
CREATE INDEX actions_by_measure_id_sort_order ON actions (measure_id, sort_order);
CREATE TABLE indicators (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    sort_order INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    value_type TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C",
    unit_code TEXT COLLATE "C" NOT NULL,
    unit_multiplier INTEGER NOT NULL,
    unit_per TEXT COLLATE "C",
    measurement_basis TEXT COLLATE "C",
    direction TEXT COLLATE "C" NOT NULL,
    direction_basis TEXT COLLATE "C" NOT NULL,
    definition TEXT COLLATE "C",
    breakdown_dimension TEXT COLLATE "C",
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C",
    plan_id TEXT COLLATE "C" NOT NULL,
    plan_start_fiscal_year INTEGER,
    target_revised INTEGER NOT NULL,
    has_actual INTEGER NOT NULL
);
CREATE INDEX indicators_by_localgov_code_id ON indicators (localgov_code, id);
CREATE INDEX indicators_by_plan_id_id ON indicators (plan_id, id);
CREATE INDEX indicators_by_measure_id_id ON indicators (measure_id, id);
CREATE TABLE breakdowns (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    parent_code TEXT COLLATE "C",
    sort_order INTEGER NOT NULL,
    definition TEXT COLLATE "C",
    note TEXT COLLATE "C"
);
CREATE INDEX breakdowns_by_localgov_code ON breakdowns (localgov_code);
CREATE INDEX breakdowns_by_indicator_id_sort_order ON breakdowns (indicator_id, sort_order);
CREATE TABLE observations (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    breakdown_code TEXT COLLATE "C" NOT NULL,
    fiscal_year INTEGER,
    fiscal_year_basis TEXT COLLATE "C" NOT NULL,
    period_start TEXT COLLATE "C",
    period_end TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    revision INTEGER NOT NULL,
    set_in INTEGER,
    superseded_in INTEGER,
    revision_reason TEXT COLLATE "C",
    revision_note TEXT COLLATE "C",
    reported_fiscal_year INTEGER,
    value TEXT COLLATE "C",
    denominator TEXT COLLATE "C",
    value_date TEXT COLLATE "C",
    value_text TEXT COLLATE "C" NOT NULL,
    value_status TEXT COLLATE "C" NOT NULL,
    comparator TEXT COLLATE "C",
    value_basis TEXT COLLATE "C" NOT NULL,
    base_fiscal_year INTEGER,
    name_text TEXT COLLATE "C",
    break_reason TEXT COLLATE "C",
    break_note TEXT COLLATE "C",
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C",
    plan_id TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    breakdown_name TEXT COLLATE "C" NOT NULL,
    fiscal_year_sort INTEGER NOT NULL,
    value_real DOUBLE PRECISION
);
CREATE INDEX observations_by_localgov_code_id ON observations (localgov_code, id);
CREATE INDEX observations_by_plan_id_id ON observations (plan_id, id, kind, revision);
CREATE INDEX observations_by_indicator_id_id ON observations (indicator_id, id);
CREATE TABLE achievements (
    localgov_code TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    localgov_name TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    fiscal_year INTEGER NOT NULL,
    part INTEGER NOT NULL,
    part_label TEXT COLLATE "C",
    department_id TEXT COLLATE "C",
    record_status TEXT COLLATE "C" NOT NULL,
    planned TEXT COLLATE "C",
    target_text TEXT COLLATE "C",
    result TEXT COLLATE "C",
    review TEXT COLLATE "C",
    rating TEXT COLLATE "C",
    text_origin TEXT COLLATE "C",
    source_id TEXT COLLATE "C" NOT NULL,
    source_place TEXT COLLATE "C" NOT NULL,
    doubt TEXT COLLATE "C",
    note TEXT COLLATE "C",
    plan_id TEXT COLLATE "C" NOT NULL,
    measure_name TEXT COLLATE "C" NOT NULL
);
CREATE INDEX achievements_by_localgov_code_id ON achievements (localgov_code, id);
CREATE INDEX achievements_by_plan_id_id ON achievements (plan_id, id);
CREATE INDEX achievements_by_measure_id_id ON achievements (measure_id, id);
CREATE INDEX achievements_by_fiscal_year_id ON achievements (fiscal_year, id);
CREATE TABLE topics (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    name_english TEXT COLLATE "C",
    definition TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C"
);
CREATE TABLE topic_members (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    topic_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C",
    measure_id TEXT COLLATE "C",
    comparability TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL
);
CREATE INDEX topic_members_by_topic_id ON topic_members (topic_id);
CREATE INDEX topic_members_by_indicator_id ON topic_members (indicator_id);
CREATE INDEX topic_members_by_measure_id ON topic_members (measure_id);
CREATE TABLE redirects (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    old_id TEXT COLLATE "C" NOT NULL,
    new_id TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C"
);
CREATE INDEX redirects_by_old_id ON redirects (old_id);
CREATE TABLE changes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    changed_on TEXT COLLATE "C" NOT NULL,
    change_type TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C",
    before TEXT COLLATE "C",
    after TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    source_id TEXT COLLATE "C"
);
CREATE INDEX changes_by_changed_on_id ON changes (changed_on, id);

-- Progress of each indicator by the rules in domain::progress: a row for each fiscal year, and one with fiscal_year 0 for
-- the current progress, with the columns of the indicator that lists are filtered by. For filtering, sorting and counting
-- only; what is shown of an indicator is assessed from the observations.
CREATE TABLE indicator_progress (
    localgov_code TEXT COLLATE "C" NOT NULL,
    plan_id TEXT COLLATE "C" NOT NULL,
    measure_id TEXT COLLATE "C" NOT NULL,
    indicator_id TEXT COLLATE "C" NOT NULL,
    fiscal_year INTEGER NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    progress_rank INTEGER NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    direction TEXT COLLATE "C" NOT NULL,
    target_revised INTEGER NOT NULL,
    has_actual INTEGER NOT NULL,
    PRIMARY KEY (indicator_id, fiscal_year)
);
CREATE INDEX indicator_progress_by_localgov_code ON indicator_progress (localgov_code);
CREATE INDEX indicator_progress_by_measure ON indicator_progress (measure_id, fiscal_year);
-- The datasets in the tables above: one row for each government, and one named 'shared'. 'generation' is that of the
-- last import that changed it, 'scope_version' the version of its rows together with the shared tables.
CREATE TABLE datasets (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    origin TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    input_digest TEXT COLLATE "C" NOT NULL,
    imported_at TEXT COLLATE "C" NOT NULL,
    generation BIGINT NOT NULL,
    scope_version TEXT COLLATE "C" NOT NULL
);
-- One row: the version of all data, and a number that grows with every import that changes something.
CREATE TABLE service_state (
    id INTEGER NOT NULL PRIMARY KEY,
    generation BIGINT NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    imported_at TEXT COLLATE "C" NOT NULL
);
INSERT INTO service_state (id, generation, version, imported_at) VALUES (1, 0, '', '');
