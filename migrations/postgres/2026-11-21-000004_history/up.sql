-- Changes can be filtered by the government that their subject belongs to.
ALTER TABLE changes ADD COLUMN localgov_code TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE changes SET localgov_code = substr(subject_id, 1, 6);
CREATE INDEX changes_by_localgov_code_id ON changes (localgov_code, id);
CREATE INDEX changes_by_subject_id ON changes (subject_id, id);
