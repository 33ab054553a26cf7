//! The tables as diesel sees them. Held to the definitions and both migrations by a drift test.


diesel::table! {
    local_governments (localgov_code) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        name -> Text,
        name_kana -> Text,
        name_english -> Text,
        standard_area_code -> Text,
        prefecture_name -> Text,
        url -> Nullable<Text>,
        note -> Nullable<Text>,
        plan_count -> Integer,
        measure_count -> Integer,
        indicator_count -> Integer,
        observation_count -> Integer,
        achievement_count -> Integer,
    }
}

diesel::table! {
    sources (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        name -> Text,
        publisher -> Text,
        source_kind -> Text,
        published_on -> Nullable<Text>,
        url -> Nullable<Text>,
        file_name -> Nullable<Text>,
        sha256 -> Nullable<Text>,
        license -> Text,
        attribution -> Nullable<Text>,
        note -> Nullable<Text>,
        measure_count -> Integer,
        indicator_count -> Integer,
        observation_count -> Integer,
        achievement_count -> Integer,
    }
}

diesel::table! {
    plans (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        name -> Text,
        plan_kind -> Text,
        start_fiscal_year -> Nullable<Integer>,
        end_fiscal_year -> Nullable<Integer>,
        reported_through_fiscal_year -> Nullable<Integer>,
        parent_plan_name -> Nullable<Text>,
        coverage -> Text,
        overview -> Nullable<Text>,
        text_origin -> Nullable<Text>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
        measure_count -> Integer,
        indicator_count -> Integer,
        observation_count -> Integer,
        achievement_count -> Integer,
    }
}

diesel::table! {
    sections (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        plan_id -> Text,
        parent_section_id -> Nullable<Text>,
        sort_order -> Integer,
        level_label -> Text,
        number_text -> Nullable<Text>,
        name -> Text,
        name_basis -> Text,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    departments (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        name -> Text,
        parent_department_id -> Nullable<Text>,
        department_kind -> Text,
        note -> Nullable<Text>,
        name_key -> Text,
    }
}

diesel::table! {
    measures (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        plan_id -> Text,
        section_id -> Text,
        parent_measure_id -> Nullable<Text>,
        sort_order -> Integer,
        level_label -> Text,
        number_text -> Nullable<Text>,
        name -> Text,
        name_basis -> Text,
        former_name -> Nullable<Text>,
        overview -> Nullable<Text>,
        current_issues -> Nullable<Text>,
        approach -> Nullable<Text>,
        desired_state -> Nullable<Text>,
        text_origin -> Nullable<Text>,
        measure_status -> Nullable<Text>,
        status_text -> Nullable<Text>,
        status_fiscal_year -> Nullable<Integer>,
        unassigned_marks -> Nullable<Integer>,
        disclosure -> Nullable<Text>,
        same_as_measure_id -> Nullable<Text>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
        lead_departments -> Text,
        related_departments -> Text,
        sdg_targets -> Text,
        tags -> Text,
        inherited_tags -> Text,
    }
}

diesel::table! {
    measure_departments (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        measure_id -> Text,
        department_id -> Text,
        role -> Text,
        sort_order -> Integer,
        name_text -> Nullable<Text>,
        start_fiscal_year -> Nullable<Integer>,
        end_fiscal_year -> Nullable<Integer>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    measure_tags (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        measure_id -> Text,
        scheme -> Text,
        code -> Text,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    actions (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        measure_id -> Text,
        sort_order -> Integer,
        group_name -> Nullable<Text>,
        name -> Text,
        start_fiscal_year -> Nullable<Integer>,
        end_fiscal_year -> Nullable<Integer>,
        years_status -> Text,
        measure_status -> Nullable<Text>,
        status_text -> Nullable<Text>,
        status_fiscal_year -> Nullable<Integer>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    indicators (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        measure_id -> Text,
        sort_order -> Integer,
        name -> Text,
        role -> Text,
        value_type -> Text,
        unit -> Nullable<Text>,
        unit_code -> Text,
        unit_multiplier -> Integer,
        unit_per -> Nullable<Text>,
        measurement_basis -> Nullable<Text>,
        direction -> Text,
        direction_basis -> Text,
        definition -> Nullable<Text>,
        breakdown_dimension -> Nullable<Text>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
        plan_id -> Text,
        plan_start_fiscal_year -> Nullable<Integer>,
        target_revised -> Integer,
        has_actual -> Integer,
    }
}

diesel::table! {
    breakdowns (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        indicator_id -> Text,
        code -> Text,
        name -> Text,
        parent_code -> Nullable<Text>,
        sort_order -> Integer,
        definition -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    observations (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        indicator_id -> Text,
        breakdown_code -> Text,
        fiscal_year -> Nullable<Integer>,
        fiscal_year_basis -> Text,
        period_start -> Nullable<Text>,
        period_end -> Nullable<Text>,
        kind -> Text,
        revision -> Integer,
        set_in -> Nullable<Integer>,
        superseded_in -> Nullable<Integer>,
        revision_reason -> Nullable<Text>,
        revision_note -> Nullable<Text>,
        reported_fiscal_year -> Nullable<Integer>,
        value -> Nullable<Text>,
        denominator -> Nullable<Text>,
        value_date -> Nullable<Text>,
        value_text -> Text,
        value_status -> Text,
        comparator -> Nullable<Text>,
        value_basis -> Text,
        base_fiscal_year -> Nullable<Integer>,
        name_text -> Nullable<Text>,
        break_reason -> Nullable<Text>,
        break_note -> Nullable<Text>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
        plan_id -> Text,
        measure_id -> Text,
        breakdown_name -> Text,
        fiscal_year_sort -> Integer,
        value_real -> Nullable<Double>,
    }
}

diesel::table! {
    achievements (id) {
        localgov_code -> Text,
        id -> Text,
        localgov_name -> Text,
        measure_id -> Text,
        fiscal_year -> Integer,
        part -> Integer,
        part_label -> Nullable<Text>,
        department_id -> Nullable<Text>,
        record_status -> Text,
        planned -> Nullable<Text>,
        target_text -> Nullable<Text>,
        result -> Nullable<Text>,
        review -> Nullable<Text>,
        rating -> Nullable<Text>,
        text_origin -> Nullable<Text>,
        source_id -> Text,
        source_place -> Text,
        doubt -> Nullable<Text>,
        note -> Nullable<Text>,
        plan_id -> Text,
        measure_name -> Text,
    }
}

diesel::table! {
    topics (id) {
        id -> Text,
        name -> Text,
        name_english -> Nullable<Text>,
        definition -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    topic_members (id) {
        id -> Text,
        topic_id -> Text,
        indicator_id -> Nullable<Text>,
        measure_id -> Nullable<Text>,
        comparability -> Text,
        note -> Text,
    }
}

diesel::table! {
    redirects (id) {
        id -> Text,
        old_id -> Text,
        new_id -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    changes (id) {
        id -> Text,
        changed_on -> Text,
        change_type -> Text,
        subject_id -> Text,
        field -> Nullable<Text>,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        reason -> Nullable<Text>,
        source_id -> Nullable<Text>,
        localgov_code -> Text,
    }
}

diesel::table! {
    indicator_progress (indicator_id, fiscal_year) {
        localgov_code -> Text,
        plan_id -> Text,
        measure_id -> Text,
        indicator_id -> Text,
        fiscal_year -> Integer,
        status -> Text,
        reason -> Nullable<Text>,
        progress_rank -> Integer,
        role -> Text,
        direction -> Text,
        target_revised -> Integer,
        has_actual -> Integer,
    }
}

diesel::table! {
    datasets (id) {
        id -> Text,
        origin -> Text,
        version -> Text,
        input_digest -> Text,
        imported_at -> Text,
        generation -> BigInt,
        scope_version -> Text,
    }
}

diesel::table! {
    service_state (id) {
        id -> Integer,
        generation -> BigInt,
        version -> Text,
        imported_at -> Text,
    }
}

diesel::table! {
    search_entries (place) {
        place -> BigInt,
        localgov_code -> Text,
        subject -> Text,
        id -> Text,
    }
}

diesel::table! {
    search_tokens (place) {
        place -> BigInt,
        name_key -> Text,
        text_key -> Text,
        tokens -> Array<Text>,
    }
}

diesel::table! {
    effective_tags (subject_id, scheme, code) {
        localgov_code -> Text,
        subject_id -> Text,
        scheme -> Text,
        code -> Text,
        tagged_id -> Text,
    }
}

diesel::table! {
    rendered_rows (kind, id) {
        kind -> BigInt,
        id -> Text,
        localgov_code -> Text,
        json -> Text,
        csv -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    local_governments,
    sources,
    plans,
    sections,
    departments,
    measures,
    measure_departments,
    measure_tags,
    actions,
    indicators,
    breakdowns,
    observations,
    achievements,
    topics,
    topic_members,
    redirects,
    changes,
    indicator_progress,
    effective_tags,
    rendered_rows,
    datasets
);
