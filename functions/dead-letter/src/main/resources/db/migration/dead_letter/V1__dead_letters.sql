-- Events that could not be delivered. The table crosses tenants and some events have none, so there is no row-level
-- security: only this function's role may see it.
CREATE TABLE dead_letters (
  id             uuid        PRIMARY KEY, -- derived from source, event_id and destination
  source         text        NOT NULL,
  event_id       text        NOT NULL,
  type           text        NOT NULL,
  tenant         text,
  correlation_id text,
  instance_id    text,
  trace_id       text,
  destination    text        NOT NULL,
  status         integer,
  error          text        NOT NULL,
  event          bytea       NOT NULL, -- JSON event format, data in base64
  state          text        NOT NULL CHECK (state IN ('stored', 'replayed', 'dropped')),
  occurrence     integer     NOT NULL, -- how often it died
  first_seen     timestamptz NOT NULL,
  last_seen      timestamptz NOT NULL,
  settled_at     timestamptz,
  settled_by     text,
  reason         text,
  CHECK ((state = 'stored') = (settled_at IS NULL)),
  CHECK ((state = 'stored') = (settled_by IS NULL)),
  CHECK ((state = 'dropped') = (reason IS NOT NULL))
);
CREATE INDEX dead_letters_newest ON dead_letters (last_seen DESC, id DESC);
CREATE INDEX dead_letters_settled ON dead_letters (settled_at) WHERE state <> 'stored';

GRANT SELECT, INSERT, UPDATE ON dead_letters TO ${role};

-- What nobody has settled stays. The record of what this function answered outlives the letter by 15 days.
CREATE FUNCTION forget_dead_letters() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (
    DELETE FROM dead_letters WHERE state <> 'stored' AND settled_at < now() - interval '30 days' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_dead_letters() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_dead_letters() TO ${role};
