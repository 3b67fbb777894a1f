-- Coarser sums beside those of V1, kept in the same transaction: a report over a year would otherwise read all of its days.

-- Expenses per month, whose name is its first day; otherwise as the sums per day.
CREATE TABLE months (
  tenant        text   NOT NULL,
  month         date   NOT NULL CHECK (extract(day FROM month) = 1),
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
  PRIMARY KEY (tenant, month, account, function, project, key, model, upstream, currency)
);
CREATE INDEX months_month ON months (month);

-- Expenses of a tenant per day, whatever they were for.
CREATE TABLE totals (
  tenant        text   NOT NULL,
  day           date   NOT NULL,
  account       text   NOT NULL,
  currency      text   NOT NULL,
  requests      bigint NOT NULL,
  input_tokens  bigint NOT NULL,
  cached_tokens bigint NOT NULL,
  output_tokens bigint NOT NULL,
  nanos         bigint NOT NULL,
  amount        bigint NOT NULL,
  PRIMARY KEY (tenant, day, account, currency)
);
CREATE INDEX totals_day ON totals (day);

-- What is booked already. The owner, who migrates, sees no rows while row level security is forced upon it.
ALTER TABLE days NO FORCE ROW LEVEL SECURITY;
INSERT INTO months
  SELECT tenant, date_trunc('month', day)::date, account, function, project, key, model, upstream, currency, sum(requests),
    sum(input_tokens), sum(cached_tokens), sum(output_tokens), sum(nanos), sum(amount)
  FROM days GROUP BY tenant, date_trunc('month', day), account, function, project, key, model, upstream, currency;
INSERT INTO totals
  SELECT tenant, day, account, currency, sum(requests), sum(input_tokens), sum(cached_tokens), sum(output_tokens),
    sum(nanos), sum(amount)
  FROM days GROUP BY tenant, day, account, currency;
ALTER TABLE days FORCE ROW LEVEL SECURITY;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['months', 'totals'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO ${role}
      USING (tenant = (SELECT current_setting(''millrace.tenant'', true)))', name);
    EXECUTE format('CREATE POLICY operators ON %I FOR SELECT TO ${role}
      USING ((SELECT current_setting(''millrace.operator'', true)) = ''on'')', name);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON months, totals TO ${role};
