-- The searchable rows. `place` is the sort key of equally good hits: SearchSubject::sort_key in store::search.
CREATE TABLE search_entries (
    place INTEGER NOT NULL PRIMARY KEY,
    localgov_code TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL
);
CREATE INDEX search_entries_by_localgov_code ON search_entries (localgov_code);
-- The tokens of each entry, by its sort key. Six characters of a token are one character of a text: the prefix index
-- answers a term of one character. The texts themselves are in their tables.
CREATE VIRTUAL TABLE search_index USING fts5(
    name, text, facets,
    content = '', contentless_delete = 1, columnsize = 1, prefix = '6', tokenize = 'ascii'
);
