-- What a search finds, in the order of hits that are equally good (store::search says what `place` is).
CREATE TABLE search_entries (
    place INTEGER NOT NULL PRIMARY KEY,
    localgov_code TEXT NOT NULL,
    subject TEXT NOT NULL,
    id TEXT NOT NULL
);
CREATE INDEX search_entries_by_localgov_code ON search_entries (localgov_code);
-- The tokens of each entry, by its place. Six characters of a token are one character of a text: the prefix index
-- answers a word of one character. The texts themselves stand in their tables.
CREATE VIRTUAL TABLE search_index USING fts5(
    name, text, facets,
    content = '', contentless_delete = 1, columnsize = 1, prefix = '6', tokenize = 'ascii'
);
