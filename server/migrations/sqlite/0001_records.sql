-- One row for each event. Rows are only ever added, except that erasing files them under the
-- principal's name, and that `delivery` follows the downstream system; neither is in the chain.
-- Everything is keyed by subject first, so that a distributed store can shard by it.
CREATE TABLE record (
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
    hash            TEXT    NOT NULL,
    words           TEXT    NOT NULL,
    surface         TEXT    NOT NULL,
    actor           TEXT    NOT NULL,
    entity          TEXT    NOT NULL,
    age_band        TEXT,
    gpc             BOOLEAN NOT NULL,
    previous        TEXT    NOT NULL,
    chain           TEXT    NOT NULL,
    receipt         TEXT    NOT NULL,
    -- SHA-256 of the Idempotency-Key: a key is as good as a password for the first answer.
    key             TEXT    NOT NULL,
    -- What was asked for under that key, so that another wish under it is refused.
    fingerprint     TEXT    NOT NULL,
    delivery        TEXT    NOT NULL,
    attempts        BIGINT  NOT NULL,
    next_attempt    BIGINT  NOT NULL,
    PRIMARY KEY (subject, sequence),
    UNIQUE (subject, key),
    UNIQUE (subject, purpose, revision)
);

-- What the webhook looks for: rows that are due, other rows of the same person on their way, and
-- those that were given up.
CREATE INDEX record_to_deliver ON record (next_attempt) WHERE delivery IN ('sending', 'posting');
CREATE INDEX record_on_its_way ON record (subject, sequence)
    WHERE delivery IN ('sending', 'posting');
CREATE INDEX record_given_up ON record (subject) WHERE delivery = 'failed';

-- The keys that receipts are signed with; the newest signs, all are published.
CREATE TABLE signing_key (
    kid        TEXT   NOT NULL PRIMARY KEY,
    seed       BLOB   NOT NULL,
    created_at BIGINT NOT NULL
);

-- What tokens and cookies are made with; shared by all replicas.
CREATE TABLE secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
);
