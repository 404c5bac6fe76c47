-- One row for each event. Rows are only added, and deleted together when a person is erased;
-- `delivery` follows the downstream system and is not in the chain.
-- Everything is keyed by subject first, so that a distributed store can shard by it.
CREATE TABLE consent_record (
    subject         TEXT    NOT NULL,
    sequence        BIGINT  NOT NULL,
    id              TEXT    NOT NULL,
    principal       TEXT    NOT NULL,
    purpose         TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    verb            TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    revision        BIGINT  NOT NULL,
    time            TEXT    NOT NULL,
    client_time     TEXT,
    release         TEXT    NOT NULL,
    language        TEXT    NOT NULL,
    text_hash       TEXT    NOT NULL,
    words_hash      TEXT    NOT NULL,
    surface         TEXT    NOT NULL,
    actor           TEXT    NOT NULL,
    entity          TEXT    NOT NULL,
    age_band        TEXT,
    gpc             BOOLEAN NOT NULL,
    previous_hash   TEXT    NOT NULL,
    record_hash     TEXT    NOT NULL,
    receipt         TEXT    NOT NULL,
    -- SHA-256 of the Idempotency-Key: a key is as good as a password for the first answer.
    key_hash        TEXT    NOT NULL,
    -- SHA-256 of what was asked for under that key, so that another wish under it is refused.
    request_hash    TEXT    NOT NULL,
    delivery        TEXT    NOT NULL,
    attempts        BIGINT  NOT NULL,
    next_attempt    BIGINT  NOT NULL,
    PRIMARY KEY (subject, sequence),
    UNIQUE (subject, key_hash),
    UNIQUE (subject, purpose, revision)
);

-- A receipt is some kilobytes of base64, which does not compress: kept in one piece with the rest of
-- its row instead of in a table of its own, a decision is one row and not four.
ALTER TABLE consent_record ALTER COLUMN receipt SET STORAGE EXTERNAL;
ALTER TABLE consent_record SET (toast_tuple_target = 8160);

-- What the webhook looks for: rows that are due, other rows of the same person on their way, and
-- those that were given up.
CREATE INDEX consent_record_to_deliver ON consent_record (next_attempt)
    WHERE delivery IN ('sending', 'posting');
CREATE INDEX consent_record_on_its_way ON consent_record (subject, sequence)
    WHERE delivery IN ('sending', 'posting');
CREATE INDEX consent_record_given_up ON consent_record (subject) WHERE delivery = 'failed';

-- The keys that receipts are signed with. The one at the highest place signs; the public halves of
-- all stay, so that old receipts can be checked.
CREATE TABLE signing_key (
    place         BIGINT NOT NULL UNIQUE,
    kid           TEXT   NOT NULL PRIMARY KEY,
    public        BYTEA NOT NULL,
    -- The private half, while it signs and is not kept outside.
    seed          BYTEA,
    created_at    BIGINT NOT NULL,
    -- Since when what it signed is not to be trusted.
    revoked_since TEXT
);

-- What tokens and cookies are made with; shared by all replicas.
CREATE TABLE secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

-- One row for each person who was erased: nothing in it leads to the person or from them.
CREATE TABLE erasure (
    -- SHA-256 of the person's name in the store and of the chain's principal.
    erasure_hash    TEXT    NOT NULL PRIMARY KEY,
    -- SHA-256 of the name alone: a name that was erased is not given out again.
    subject_hash    TEXT    NOT NULL,
    at              TEXT    NOT NULL,
    records         BIGINT  NOT NULL,
    -- The name, while its rows are still being deleted; a store that deletes in the same
    -- transaction never has it.
    subject         TEXT,
    -- Whose chain it was, until the downstream system was told.
    principal       TEXT,
    delivery        TEXT    NOT NULL,
    attempts        BIGINT  NOT NULL,
    next_attempt    BIGINT  NOT NULL
);

CREATE INDEX erasure_of_subject ON erasure (subject_hash);
CREATE INDEX erasure_by_time ON erasure (at);
CREATE INDEX erasure_under_way ON erasure (subject) WHERE subject IS NOT NULL;
CREATE INDEX erasure_to_deliver ON erasure (next_attempt) WHERE delivery = 'sending';

-- Written to show that the store takes writes.
CREATE TABLE heartbeat (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT    NOT NULL
);
INSERT INTO heartbeat (id, at) VALUES (1, '');
