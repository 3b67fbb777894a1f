-- The trace that a question belongs to: what people decide days later goes on in it. Nothing when it is in none.
CREATE TABLE traces (
  tenant      text NOT NULL,
  approval    uuid NOT NULL,
  traceparent text NOT NULL,
  PRIMARY KEY (tenant, approval),
  FOREIGN KEY (tenant, approval) REFERENCES approvals ON DELETE CASCADE
);
ALTER TABLE traces ENABLE ROW LEVEL SECURITY;
ALTER TABLE traces FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON traces TO ${role} USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY housekeeping ON traces TO CURRENT_USER USING (true);
GRANT SELECT, INSERT ON traces TO ${role};
