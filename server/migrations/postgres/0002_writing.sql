-- How rows are written and erased. These are functions so that taking a person's lock and acting on
-- what the store holds then are two statements with a snapshot each, in one round trip: a single
-- statement would act on what it saw before it waited for the lock.

-- The number of a person's lock, which everybody holds who writes or erases their rows. The first row
-- of a chain cannot serve as the lock: it is not there yet when two want to write it.
CREATE FUNCTION person_lock(subject TEXT) RETURNS BIGINT LANGUAGE SQL IMMUTABLE AS $$
    SELECT hashtextextended(subject, 0)
$$;

-- Takes the locks of all these people, in the order of their numbers, so that two groups never wait for
-- each other crosswise. In one statement: one for each lock took as long as writing the rows.
CREATE FUNCTION lock_people(subjects TEXT[]) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(number) FROM
        (SELECT DISTINCT person_lock(subject) AS number FROM unnest(subjects) AS subject ORDER BY number)
        AS people;
END $$;

-- Adds rows, each if the row before it is still there, its place, key and revision are free, and no erasure
-- of its chain has begun: one that breaks off is gone on with, and would take the row along.
-- Answers the ids of those that were stored: two rows of a group may want the same place.
-- `sharding/coordinator.sql` has another one.
CREATE FUNCTION insert_records(fresh_rows consent_record[]) RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_people(ARRAY(SELECT subject FROM unnest(fresh_rows)));
    RETURN QUERY
        INSERT INTO consent_record
        SELECT fresh.* FROM unnest(fresh_rows) AS fresh
        WHERE (fresh.sequence = 1 OR EXISTS (SELECT 1 FROM consent_record AS before
            WHERE before.subject = fresh.subject AND before.sequence = fresh.sequence - 1
            AND before.record_hash = fresh.previous_hash))
            AND NOT EXISTS (SELECT 1 FROM erasure AS begun
                WHERE begun.subject = fresh.subject AND begun.principal = fresh.principal)
        ON CONFLICT DO NOTHING RETURNING id;
END $$;

-- What a person's rows leave behind: that this chain of this person was erased.
CREATE FUNCTION erasure_hash(subject TEXT, principal TEXT) RETURNS TEXT LANGUAGE SQL IMMUTABLE AS $$
    SELECT encode(sha256(convert_to('mingbai erasure' || chr(10) || subject || chr(10) || principal, 'UTF8')), 'hex')
$$;

-- Says that a person is being erased; answers its hash, or no row when nothing is kept of them.
CREATE FUNCTION begin_erasure(person TEXT, moment TEXT, first_delivery TEXT)
    RETURNS SETOF TEXT LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(person_lock(person));
    RETURN QUERY
        INSERT INTO erasure (erasure_hash, subject_hash, at, records, subject, principal, delivery, attempts, next_attempt)
        SELECT erasure_hash(person, first.principal),
            encode(sha256(convert_to('mingbai erased subject' || chr(10) || person, 'UTF8')), 'hex'),
            moment, 0, person, first.principal, first_delivery, 0, 0
        FROM consent_record AS first WHERE first.subject = person AND first.sequence = 1
        -- One that broke off is gone on with.
        ON CONFLICT (erasure_hash) DO UPDATE SET subject = EXCLUDED.subject, principal = EXCLUDED.principal
        RETURNING erasure.erasure_hash;
END $$;

-- Deletes the rows of the chain that the hash stands for; answers how many they were in all. Until the
-- claim on one of them ends it may still be posted: the erasure is told after that.
--
-- In passes, for a store of several shards: one does not see the row of a session that broke off and
-- whose commit it waited for. The person is erased when a pass finds nothing more; until then the answer
-- is NULL, and the caller goes on.
CREATE FUNCTION finish_erasure(of_erasure TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    pending erasure;
    gone BIGINT;
    leased_until BIGINT;
BEGIN
    SELECT * INTO pending FROM erasure WHERE erasure_hash = of_erasure;
    IF pending.subject IS NULL THEN
        RETURN COALESCE(pending.records, 0);
    END IF;
    PERFORM pg_advisory_xact_lock(person_lock(pending.subject));
    WITH deleted AS (
        DELETE FROM consent_record WHERE subject = pending.subject AND principal = pending.principal
        RETURNING delivery, next_attempt)
    SELECT COUNT(*), COALESCE(MAX(next_attempt) FILTER (WHERE delivery = 'posting'), 0)
        INTO gone, leased_until FROM deleted;
    UPDATE erasure SET records = erasure.records + gone,
        next_attempt = GREATEST(erasure.next_attempt, leased_until),
        subject = CASE WHEN gone > 0 THEN subject END,
        principal = CASE WHEN gone > 0 OR delivery = 'sending' THEN principal END
        WHERE erasure_hash = of_erasure AND subject IS NOT NULL
        RETURNING CASE WHEN subject IS NULL THEN erasure.records END INTO gone;
    RETURN gone;
END $$;
