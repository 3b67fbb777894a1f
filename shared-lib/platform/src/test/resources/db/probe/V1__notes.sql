-- Where tests see an effect in the database.
CREATE TABLE notes (
  tenant text NOT NULL,
  note   text NOT NULL
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON notes TO ${role} USING (tenant = current_setting('millrace.tenant', true));
GRANT SELECT, INSERT ON notes TO ${role};
