-- What this function answered to which event. Rows outlive the dead letters' retention (30 days), so that a replay
-- finds the answer.
CREATE TABLE processed (
  tenant       text        NOT NULL,
  source       text        NOT NULL,
  id           text        NOT NULL,
  digest       bytea       NOT NULL,
  settled      boolean     NOT NULL,
  reply        bytea,
  fence        bigint      NOT NULL DEFAULT 0,
  lease_until  timestamptz,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, source, id)
);
CREATE INDEX processed_age ON processed USING brin (processed_at);

ALTER TABLE processed ENABLE ROW LEVEL SECURITY;
ALTER TABLE processed FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON processed TO ${role}
  USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY housekeeping ON processed TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON processed TO ${role};

CREATE FUNCTION forget_processed() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (DELETE FROM processed WHERE processed_at < now() - interval '45 days' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_processed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_processed() TO ${role};
