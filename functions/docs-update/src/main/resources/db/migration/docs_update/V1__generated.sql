-- Texts as they were generated, by a digest that stands beside them in the repository: what people changed since is told
-- from what is generated anew. One that no repository has used for a long time is forgotten; its lines then count as
-- people's.
CREATE TABLE generated (
  tenant  text        NOT NULL,
  key     text        NOT NULL,
  text    text        NOT NULL,
  used_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, key)
);
CREATE INDEX generated_age ON generated (used_at);

ALTER TABLE generated ENABLE ROW LEVEL SECURITY;
ALTER TABLE generated FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON generated TO ${role}
  USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY housekeeping ON generated TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON generated TO ${role};

CREATE FUNCTION forget_generated() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (DELETE FROM generated WHERE used_at < now() - interval '3 years' RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_generated() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_generated() TO ${role};
