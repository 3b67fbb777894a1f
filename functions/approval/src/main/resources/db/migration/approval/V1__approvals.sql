-- Questions to people. Each change of a question happens under the lock of its row.
CREATE TABLE approvals (
  tenant         text        NOT NULL,
  id             uuid        NOT NULL, -- derived from the event that asked
  ticket         text,
  instance       text,
  classification text        NOT NULL,
  question       text        NOT NULL, -- the event's data, JSON
  steps          text        NOT NULL, -- escalations, JSON
  needed         integer     NOT NULL CHECK (needed > 0),
  stuck          text,                 -- why it cannot be decided as things are
  state          text        NOT NULL
    CHECK (state IN ('open', 'approved', 'rejected', 'withdrawn', 'void', 'expired')),
  opened_at      timestamptz NOT NULL,
  deadline       timestamptz NOT NULL,
  decided_at     timestamptz,
  comment        text,
  PRIMARY KEY (tenant, id),
  CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX approvals_id ON approvals (id);
CREATE INDEX approvals_newest ON approvals (opened_at DESC, id DESC);

-- Who may decide.
CREATE TABLE approvers (
  tenant   text        NOT NULL,
  approval uuid        NOT NULL,
  person   text        NOT NULL,
  name     text        NOT NULL,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, approval, person),
  FOREIGN KEY (tenant, approval) REFERENCES approvals ON DELETE CASCADE
);

-- What counted: one vote a person.
CREATE TABLE votes (
  tenant   text        NOT NULL,
  approval uuid        NOT NULL,
  person   text        NOT NULL,
  name     text        NOT NULL, -- as it is told: a person, the holder of their link, an operator for them
  approves boolean     NOT NULL,
  comment  text,
  cast_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, approval, person),
  FOREIGN KEY (tenant, approval) REFERENCES approvals ON DELETE CASCADE
);

-- Every attempt to decide, and what came of it. A form that is here was used.
CREATE TABLE acts (
  number   bigint      GENERATED ALWAYS AS IDENTITY,
  tenant   text        NOT NULL,
  approval uuid        NOT NULL,
  form     text        NOT NULL,
  event    text        NOT NULL,
  person   text        NOT NULL,
  approves boolean     NOT NULL,
  comment  text,
  result   text        NOT NULL,
  means    text        NOT NULL,
  address  text,
  agent    text        NOT NULL,
  cast_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, approval, form, event),
  FOREIGN KEY (tenant, approval) REFERENCES approvals ON DELETE CASCADE
);

-- Who looked, by the hour. The only rows that looking writes.
CREATE TABLE views (
  tenant   text        NOT NULL,
  approval uuid        NOT NULL,
  person   text        NOT NULL,
  hour     timestamptz NOT NULL,
  times    integer     NOT NULL,
  last_at  timestamptz NOT NULL,
  address  text,
  agent    text        NOT NULL,
  told     boolean     NOT NULL, -- whether the broker has the fact
  PRIMARY KEY (tenant, approval, person, hour),
  FOREIGN KEY (tenant, approval) REFERENCES approvals ON DELETE CASCADE
);

DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['approvals', 'approvers', 'votes', 'acts', 'views'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO ${role} USING (tenant = current_setting(''millrace.tenant'', true))', each);
    EXECUTE format('CREATE POLICY housekeeping ON %I TO CURRENT_USER USING (true)', each);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON approvals, approvers, views TO ${role};
GRANT SELECT, INSERT ON votes, acts TO ${role};

-- For operators, who stand above the tenants: whose a question is, and a page of all questions.
CREATE FUNCTION tenant_of(approval uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema} AS $$
  SELECT tenant FROM approvals WHERE id = approval
$$;
CREATE FUNCTION list_approvals(
  in_state text, of_tenant text, before_time timestamptz, before_id uuid, most integer) RETURNS SETOF approvals
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema} AS $$
  SELECT * FROM approvals
  WHERE (in_state IS NULL OR state = in_state) AND (of_tenant IS NULL OR tenant = of_tenant)
    AND (before_time IS NULL OR (opened_at, id) < (before_time, before_id))
  ORDER BY opened_at DESC, id DESC LIMIT most
$$;

-- The audit log remembers longer. An open question stays until it is decided.
CREATE FUNCTION forget_approvals() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (DELETE FROM approvals WHERE decided_at < now() - interval '180 days' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION tenant_of(uuid), list_approvals(text, text, timestamptz, uuid, integer), forget_approvals()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_of(uuid), list_approvals(text, text, timestamptz, uuid, integer), forget_approvals()
  TO ${role};
