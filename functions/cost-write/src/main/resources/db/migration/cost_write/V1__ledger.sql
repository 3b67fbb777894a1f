-- The ledger. Entries and postings are only ever added; the other tables are sums of them, kept in the same transaction.
-- Texts are '' where there is none, so that they can be keys. Amounts are nano-units of the currency.
CREATE TABLE entries (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant      text        NOT NULL,
  source      text        NOT NULL,
  event_id    text        NOT NULL,
  digest      bytea       NOT NULL,
  kind        text        NOT NULL,
  lease       text,
  happened_at timestamptz NOT NULL,
  booked_at   timestamptz NOT NULL,
  corrects    bigint,     -- the entry that this one takes back
  reason      text,
  UNIQUE (tenant, source, event_id)
);
CREATE INDEX entries_lease ON entries (tenant, lease) WHERE lease IS NOT NULL;
-- An entry is corrected once; what is wrong with a correction is corrected there.
CREATE UNIQUE INDEX entries_corrected ON entries (corrects) WHERE corrects IS NOT NULL;

CREATE TABLE postings (
  entry         bigint   NOT NULL,
  line          smallint NOT NULL,
  tenant        text     NOT NULL,
  day           date     NOT NULL,
  account       text     NOT NULL,
  function      text     NOT NULL,
  project       text     NOT NULL,
  key           text     NOT NULL,
  ticket        text     NOT NULL,
  workflow      text     NOT NULL,
  model         text     NOT NULL,
  upstream      text     NOT NULL,
  requests      bigint   NOT NULL,
  input_tokens  bigint   NOT NULL,
  cached_tokens bigint   NOT NULL,
  output_tokens bigint   NOT NULL,
  nanos         bigint   NOT NULL,
  amount        bigint   NOT NULL,
  currency      text     NOT NULL,
  PRIMARY KEY (entry, line)
);

-- Looks at what one statement adds, so it costs a fraction of a deferred trigger per row; whatever adds postings must
-- add balanced ones.
CREATE FUNCTION require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM fresh GROUP BY entry, currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'the postings of an entry must add up to 0' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON postings
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION require_balance();

-- Expenses per day.
CREATE TABLE days (
  tenant        text   NOT NULL,
  day           date   NOT NULL,
  account       text   NOT NULL,
  function      text   NOT NULL,
  project       text   NOT NULL,
  key           text   NOT NULL,
  model         text   NOT NULL,
  upstream      text   NOT NULL,
  currency      text   NOT NULL,
  requests      bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  nanos         bigint NOT NULL,
  amount        bigint NOT NULL,
  PRIMARY KEY (tenant, day, account, function, project, key, model, upstream, currency)
);
CREATE INDEX days_day ON days (day);

-- Expenses per ticket and day.
CREATE TABLE ticket_days (
  tenant        text   NOT NULL,
  ticket        text   NOT NULL,
  workflow      text   NOT NULL,
  day           date   NOT NULL,
  account       text   NOT NULL,
  currency      text   NOT NULL,
  requests      bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  nanos         bigint NOT NULL,
  amount        bigint NOT NULL,
  PRIMARY KEY (tenant, ticket, workflow, day, account, currency)
);
CREATE INDEX ticket_days_workflow ON ticket_days (tenant, workflow, day) WHERE workflow <> '';

-- What budgets look at: expenses per day, project and key.
CREATE TABLE spending (
  tenant   text   NOT NULL,
  day      date   NOT NULL,
  project  text   NOT NULL,
  key      text   NOT NULL,
  currency text   NOT NULL,
  amount   bigint NOT NULL,
  PRIMARY KEY (tenant, day, project, key, currency)
);

-- Where the leases of budgets stand.
CREATE TABLE leases (
  tenant       text   NOT NULL,
  lease        text   NOT NULL,
  spent        bigint NOT NULL DEFAULT 0,
  expired      bigint,            -- amount of the whole lease, once it has expired
  expired_day  date,              -- where the unattributed rest was booked
  unattributed bigint NOT NULL DEFAULT 0,
  last_day     date   NOT NULL,
  currency     text   NOT NULL,
  PRIMARY KEY (tenant, lease),
  CHECK ((expired IS NULL) = (expired_day IS NULL))
);
CREATE INDEX leases_last ON leases (last_day, tenant, lease);

-- Merged pull requests, for what they cost.
CREATE TABLE merges (
  seq        bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
  tenant     text        NOT NULL,
  host       text        NOT NULL,
  project    text        NOT NULL,
  repository text        NOT NULL,
  number     text        NOT NULL,
  ticket     text        NOT NULL,
  merged_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, host, project, repository, number)
);
CREATE INDEX merges_age ON merges (merged_at);

-- Thresholds that budgets have passed, and whether the broker knows.
CREATE TABLE thresholds (
  tenant     text        NOT NULL,
  budget     text        NOT NULL,
  start      date        NOT NULL,
  percent    smallint    NOT NULL CHECK (percent IN (80, 90, 100)),
  ends       date        NOT NULL,
  booked     bigint      NOT NULL,
  cap        bigint      NOT NULL,
  currency   text        NOT NULL,
  reached_at timestamptz NOT NULL,
  confirmed  boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, budget, start, percent)
);
CREATE INDEX thresholds_unconfirmed ON thresholds (tenant) WHERE NOT confirmed;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY
      ARRAY['entries', 'postings', 'days', 'ticket_days', 'spending', 'leases', 'merges', 'thresholds'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO ${role}
      USING (tenant = (SELECT current_setting(''millrace.tenant'', true)))', name);
    -- Reports for operators cross tenants. Only a transaction that says so reads that far, and it can only read.
    EXECUTE format('CREATE POLICY operators ON %I FOR SELECT TO ${role}
      USING ((SELECT current_setting(''millrace.operator'', true)) = ''on'')', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT ON entries, postings, merges TO ${role};
GRANT SELECT, INSERT, UPDATE ON days, ticket_days, spending, leases, thresholds TO ${role};

-- Usage from Kafka that cannot be understood: kept for operators, so that a record that nobody can book stops no other.
-- It has no tenant that could be trusted.
CREATE TABLE refused_usage (
  topic      text        NOT NULL,
  partition  int         NOT NULL,
  position   bigint      NOT NULL,
  reason     text        NOT NULL,
  record     bytea       NOT NULL,
  refused_at timestamptz NOT NULL,
  PRIMARY KEY (topic, partition, position)
);
GRANT SELECT, INSERT ON refused_usage TO ${role};
