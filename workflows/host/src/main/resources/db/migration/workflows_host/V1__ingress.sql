-- Which generation of a ticket's workflow each reopening began. The first generation has no row.
CREATE TABLE generations (
  tenant     text        NOT NULL,
  ticket     text        NOT NULL,
  generation int         NOT NULL,
  event_key  text        NOT NULL,
  begun_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, ticket, generation),
  UNIQUE (tenant, event_key)
);

-- Who waits for which build, and how builds ended: whichever comes second finds the other.
CREATE TABLE queued_builds (
  tenant      text        NOT NULL,
  host        text        NOT NULL,
  project     text        NOT NULL,
  build       text        NOT NULL,
  instance_id text        NOT NULL,
  queued_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, host, project, build)
);
CREATE TABLE completed_builds (
  tenant       text        NOT NULL,
  host         text        NOT NULL,
  project      text        NOT NULL,
  build        text        NOT NULL,
  event_key    text        NOT NULL,
  data         text        NOT NULL,
  completed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, host, project, build)
);
CREATE INDEX completed_builds_age ON completed_builds USING brin (completed_at);

CREATE TABLE opened_pull_requests (
  tenant      text        NOT NULL,
  host        text        NOT NULL,
  project     text        NOT NULL,
  repository  text        NOT NULL,
  number      text        NOT NULL,
  instance_id text        NOT NULL,
  opened_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, host, project, repository, number)
);

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['generations', 'queued_builds', 'completed_builds', 'opened_pull_requests'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO ${role} USING (tenant = current_setting(''millrace.tenant'', true))', name);
    EXECUTE format('CREATE POLICY housekeeping ON %I TO CURRENT_USER USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO ${role}', name);
  END LOOP;
END $$;

-- Builds of others end as well; after a month nobody asks for them.
CREATE FUNCTION forget_completed_builds() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (DELETE FROM completed_builds WHERE completed_at < now() - interval '30 days' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_completed_builds() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_completed_builds() TO ${role};
