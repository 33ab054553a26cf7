-- Rows as they are served, rendered once at the import. `kind` says what is rendered and by which build: store::rendered.
-- An ordinary table with an index: WITHOUT ROWID would keep these long rows in the inner pages of the tree.
CREATE TABLE rendered_rows (
    kind BIGINT NOT NULL,
    id TEXT NOT NULL,
    localgov_code TEXT NOT NULL,
    json TEXT NOT NULL,
    csv TEXT,
    PRIMARY KEY (kind, id)
);
CREATE INDEX rendered_rows_by_localgov_code ON rendered_rows (localgov_code);
