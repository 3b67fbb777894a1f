-- The audit log. It crosses tenants on purpose: one log, one tree, one role, no row-level security. The role that runs
-- may add entries and read them; only the link from an entry to its content may go.
CREATE TABLE entries (
  seq           bigint      PRIMARY KEY,
  leaf          bytea       NOT NULL,
  leaf_hash     bytea       NOT NULL,
  tenant        text        NOT NULL,
  source        text        NOT NULL,
  id            text        NOT NULL,
  type          text        NOT NULL,
  correlationid text,
  trace_id      text,
  event_time    timestamptz,
  appended_at   timestamptz NOT NULL,
  UNIQUE (tenant, source, id)
);
CREATE INDEX entries_correlation ON entries (correlationid, seq) WHERE correlationid IS NOT NULL;
CREATE INDEX entries_trace ON entries (trace_id, seq) WHERE trace_id IS NOT NULL;
CREATE INDEX entries_type ON entries (type, seq);
CREATE INDEX entries_age ON entries USING brin (appended_at);

-- What links an entry to the content of its event. No foreign key: one statement writes both, and a check per row costs.
CREATE TABLE contents (
  seq    bigint PRIMARY KEY,
  salt   bytea  NOT NULL,
  digest bytea  NOT NULL
);

-- Complete subtrees of every 8th level; level 0 is entries.leaf_hash.
CREATE TABLE nodes (
  level int    NOT NULL,
  index bigint NOT NULL,
  hash  bytea  NOT NULL,
  PRIMARY KEY (level, index)
);

-- The right edge of the tree. Its lock puts appenders in order.
CREATE TABLE head (
  single     boolean PRIMARY KEY DEFAULT true CHECK (single),
  size       bigint  NOT NULL,
  frontier   bytea   NOT NULL,
  checkpoint text
);
INSERT INTO head (size, frontier) VALUES (0, '\x0000000000000000');

-- Checkpoints that were given out, and one per minute of appending.
CREATE TABLE checkpoints (
  size      bigint      PRIMARY KEY,
  note      text        NOT NULL,
  signed_at timestamptz NOT NULL
);
CREATE INDEX checkpoints_age ON checkpoints (signed_at);

-- What each erasure came to, by the number of the entry that asked for it.
CREATE TABLE erasures (
  seq           bigint      PRIMARY KEY,
  tenant        text        NOT NULL,
  correlationid text        NOT NULL,
  entries       bigint      NOT NULL,
  erased_at     timestamptz NOT NULL
);

GRANT SELECT, INSERT ON entries, nodes, checkpoints, erasures TO ${role};
GRANT SELECT, INSERT, DELETE ON contents TO ${role};
GRANT SELECT, UPDATE ON head TO ${role};
