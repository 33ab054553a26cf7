DROP INDEX changes_by_subject_id;
DROP INDEX changes_by_localgov_code_id;
ALTER TABLE changes DROP COLUMN localgov_code;
