-- Names a shard to the coordinator. Run once for each, with how many there are and which this is, from 0:
--
--     psql "$COORDINATOR" -v ON_ERROR_STOP=1 -1 -v shards=2 -v shard=0 \
--         -v host=10.0.0.7 -v port=5432 -v database=consent -v user=consent -v password=... \
--         -f server/sharding/add_shard.sql
--
-- How many there are is for good: rows are where the remainder of their subject's hash says.

\set server shard_ :shard
\set partition consent_record_ :shard

-- What was confirmed is on the shard's disk, whatever its defaults; nobody waits for ever for a lock, or
-- holds one after the coordinator fell silent.
CREATE SERVER :"server" FOREIGN DATA WRAPPER postgres_fdw OPTIONS (
    host :'host', port :'port', dbname :'database', connect_timeout '5', keepalives_idle '10',
    tcp_user_timeout '10000',
    options '-c synchronous_commit=on -c lock_timeout=5s -c idle_in_transaction_session_timeout=20s'
);
CREATE USER MAPPING FOR CURRENT_USER SERVER :"server" OPTIONS (user :'user', password :'password');

CREATE FOREIGN TABLE :"partition" PARTITION OF consent_record
    FOR VALUES WITH (MODULUS :shards, REMAINDER :shard)
    SERVER :"server" OPTIONS (table_name 'consent_record');
