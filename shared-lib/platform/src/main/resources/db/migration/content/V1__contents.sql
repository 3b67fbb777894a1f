-- Content too large or too confidential for events, encrypted by the functions before it comes here.
CREATE TABLE contents (
  tenant     text        NOT NULL,
  digest     bytea       NOT NULL,
  nonce      bytea       NOT NULL,
  sealed     bytea       NOT NULL,
  stored_at  timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, digest)
);
CREATE INDEX contents_expiry ON contents (expires_at);

ALTER TABLE contents ENABLE ROW LEVEL SECURITY;
ALTER TABLE contents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON contents USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY housekeeping ON contents TO CURRENT_USER USING (true);

CREATE FUNCTION forget_expired() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (DELETE FROM contents WHERE expires_at < now() RETURNING 1)
  SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_expired() FROM PUBLIC;
