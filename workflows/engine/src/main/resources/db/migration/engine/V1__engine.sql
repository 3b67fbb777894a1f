-- The durable task engine. It crosses tenants on purpose: instance ids are opaque here, and only the engine's role reads.

-- Engines that share the database. A row is the licence to write: its batch number moves with every commit, and an
-- engine whose row was taken away commits nothing more.
CREATE TABLE host (
  id         uuid        PRIMARY KEY,
  batch      bigint      NOT NULL,
  expires_at timestamptz NOT NULL,
  -- Whether it runs instances, and does not only talk to them.
  runs       boolean     NOT NULL
) WITH (fillfactor = 20);

-- Which engine runs which instances.
CREATE TABLE shard (
  no   smallint PRIMARY KEY,
  host uuid
);
INSERT INTO shard (no) SELECT generate_series(0, 31);

CREATE TABLE instance (
  id            text        PRIMARY KEY,
  shard         smallint    NOT NULL,
  name          text        NOT NULL,
  version       text,
  execution_id  text        NOT NULL,
  generation    int         NOT NULL,
  status        smallint    NOT NULL,
  input         bytea,
  output        bytea,
  custom_status bytea,
  failure       bytea,
  parent        bytea,
  start_at      timestamptz,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  -- When the next timer is due.
  wake_at       timestamptz,
  -- Work is under way that no row elsewhere tells of: whoever takes the shard over looks at these first.
  busy          boolean     NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX instance_busy ON instance (shard, id) WHERE busy;
CREATE INDEX instance_wake ON instance (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX instance_created ON instance (created_at, id);
ALTER TABLE instance ALTER COLUMN input SET STORAGE EXTERNAL, ALTER COLUMN output SET STORAGE EXTERNAL;

-- One row per step of an orchestration: its events in their order, as the protocol encodes them.
CREATE TABLE history (
  instance_id text        NOT NULL,
  generation  int         NOT NULL,
  step        int         NOT NULL,
  events      bytea       NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (instance_id, generation, step)
);

-- Payloads too large for the history, by the position of their event within the step.
CREATE TABLE payload (
  instance_id text  NOT NULL,
  generation  int   NOT NULL,
  step        int   NOT NULL,
  position    int   NOT NULL,
  data        bytea NOT NULL,
  PRIMARY KEY (instance_id, generation, step, position)
);
ALTER TABLE payload ALTER COLUMN data SET STORAGE EXTERNAL;

-- Messages that no step has consumed yet. The transaction number lets readers find what committed since they last
-- looked, whatever order the sequence numbers came in.
CREATE TABLE inbox (
  seq         bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instance_id text     NOT NULL,
  shard       smallint NOT NULL,
  fence       text,
  event       bytea    NOT NULL,
  txid        xid8     NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX inbox_instance ON inbox (instance_id, seq);
CREATE INDEX inbox_txid ON inbox (txid);

-- Deduplication keys of starts and events; they outlive their instance.
CREATE TABLE receipt (
  instance_id text        NOT NULL,
  key         text        NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (instance_id, key)
);
CREATE INDEX receipt_age ON receipt USING brin (received_at);

-- Instances that were purged, so that a start-if-never-seen stays refused.
CREATE TABLE tombstone (
  id        text        PRIMARY KEY,
  purged_at timestamptz NOT NULL
);
CREATE INDEX tombstone_age ON tombstone USING brin (purged_at);

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON host, instance, history, payload, inbox, receipt, tombstone TO ${role};
GRANT SELECT, UPDATE ON shard TO ${role};
GRANT USAGE ON SEQUENCE inbox_seq_seq TO ${role};
