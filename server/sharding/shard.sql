-- A shard: a database that has the rows of some people and nothing else. Run once in an empty database
-- on each shard, by the user that the coordinator comes as:
--
--     psql "$SHARD" -v ON_ERROR_STOP=1 -1 -f server/sharding/shard.sql
--
-- What a place, a key and a revision are unique by is kept here and nowhere else: PostgreSQL has no
-- unique constraint over foreign tables. Every one begins with the subject, so that it holds for all.

\ir ../migrations/postgres/0001_records.sql

-- These are the coordinator's.
DROP TABLE signing_key, secret, erasure, heartbeat;
