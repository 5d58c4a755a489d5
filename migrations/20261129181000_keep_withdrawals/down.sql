DROP FUNCTION put_back(jsonb);
DROP FUNCTION standing_on(text, uuid, text[]);
DROP FUNCTION take_out(jsonb);
DROP FUNCTION row_images(jsonb);
DROP FUNCTION key_columns(regclass);
DROP TABLE withdrawals;
