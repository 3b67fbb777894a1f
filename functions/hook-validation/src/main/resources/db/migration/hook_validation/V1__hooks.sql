-- Every hook that was taken, by its sender's own id: the same id with other content is found out.
CREATE TABLE hooks (
  tenant       text        NOT NULL,
  subscription text        NOT NULL,
  delivery_id  text        NOT NULL,
  digest       bytea       NOT NULL,
  event_id     text        NOT NULL,
  taken_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, subscription, delivery_id)
);
CREATE INDEX hooks_age ON hooks USING brin (taken_at);

ALTER TABLE hooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE hooks FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON hooks TO ${role}
  USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY housekeeping ON hooks TO CURRENT_USER USING (true);
GRANT SELECT, INSERT, UPDATE ON hooks TO ${role};
