-- Rows as they are served, rendered once at the import. `kind` says what is rendered and by which build: store::rendered.
-- PostgreSQL compresses rows of more than 2 kB, which costs more than it saves here: up to 8 kB they stay as they are.
CREATE TABLE rendered_rows (
    kind BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    localgov_code TEXT COLLATE "C" NOT NULL,
    json TEXT COLLATE "C" NOT NULL,
    csv TEXT COLLATE "C",
    PRIMARY KEY (kind, id)
)
WITH (toast_tuple_target = 8160);
CREATE INDEX rendered_rows_by_localgov_code ON rendered_rows (localgov_code);
