-- The coordinator: the database that servers are given. It has keys, secrets and erasures itself and
-- finds people's rows on the shards. Run once, after a server of this version has made its tables
-- there, and before anybody has decided anything:
--
--     psql "$COORDINATOR" -v ON_ERROR_STOP=1 -1 -f server/sharding/coordinator.sql
--
-- Then `add_shard.sql` for each shard. All databases have the same encoding and the same locale.

CREATE EXTENSION IF NOT EXISTS postgres_fdw;

DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM consent_record) THEN
        RAISE 'consent_record has rows; shard a new database and move them there';
    END IF;
END $$;

-- It takes rows of the table that goes.
DROP FUNCTION insert_records;

ALTER TABLE consent_record RENAME TO consent_record_here;
CREATE TABLE consent_record (LIKE consent_record_here) PARTITION BY HASH (subject);
DROP TABLE consent_record_here;

-- A plan for any subject would name every shard; one for this subject names one. The rest is because
-- the planner here knows nothing of how much the shards have: they sort, and they are asked for all that
-- is looked for at once and not row by row.
SELECT format('ALTER DATABASE %I SET %s', current_database(), setting) FROM (VALUES
    ('plan_cache_mode = force_custom_plan'),
    ('enable_partitionwise_join = on'),
    ('enable_sort = off'),
    ('enable_nestloop = off'),
    -- These settings inflate the cost of plans, so JIT would compile them, which takes longer than running them.
    ('jit = off')
) AS settings (setting) \gexec

-- In place of the migration's one: row by row, so that each statement asks the shard of one person.
--
-- The lock of a person is held here until the shard has committed, but not when this session broke off
-- in between: the shard may still be committing. So the row before is locked on the shard as well. An
-- erasure that wants to delete it waits for whoever adds the next one.
CREATE FUNCTION insert_records(fresh_rows consent_record[]) RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
DECLARE
    fresh consent_record;
BEGIN
    PERFORM lock_people(ARRAY(SELECT subject FROM unnest(fresh_rows)));
    FOREACH fresh IN ARRAY fresh_rows LOOP
        IF fresh.sequence > 1 THEN
            PERFORM 1 FROM consent_record AS before WHERE before.subject = fresh.subject
                AND before.sequence = fresh.sequence - 1 AND before.record_hash = fresh.previous_hash
                FOR KEY SHARE;
            CONTINUE WHEN NOT FOUND;
        END IF;
        CONTINUE WHEN EXISTS (SELECT 1 FROM erasure AS begun
            WHERE begun.subject = fresh.subject AND begun.principal = fresh.principal);
        RETURN QUERY INSERT INTO consent_record SELECT fresh.* ON CONFLICT DO NOTHING RETURNING id;
    END LOOP;
END $$;
