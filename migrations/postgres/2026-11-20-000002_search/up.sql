-- The searchable rows. `place` is the sort key of equally good hits: SearchSubject::sort_key in store::search.
CREATE TABLE search_entries (
    place BIGINT NOT NULL PRIMARY KEY,
    localgov_code TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL
);
CREATE INDEX search_entries_by_localgov_code ON search_entries (localgov_code);
-- The tokens of each entry preselect rows; the search keys next to them decide.
CREATE TABLE search_tokens (
    place BIGINT NOT NULL PRIMARY KEY,
    name_key TEXT COLLATE "C" NOT NULL,
    text_key TEXT COLLATE "C" NOT NULL,
    tokens TEXT[] NOT NULL
);
CREATE INDEX search_tokens_by_tokens ON search_tokens USING gin (tokens);
