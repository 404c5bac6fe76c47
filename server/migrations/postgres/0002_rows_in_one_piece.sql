-- A receipt is some kilobytes of base64, which does not compress: kept beside the rest of its row
-- instead of in a table of its own, a decision is one row and not four.
ALTER TABLE record ALTER COLUMN receipt SET STORAGE EXTERNAL;
ALTER TABLE record SET (toast_tuple_target = 8160);
