DROP TABLE rendered_rows;
