-- What is spent of each budget in each period, and what replicas hold of it. Amounts are billionths of the currency.
--
-- The role that runs reads the rows of the tenant that it names, and changes nothing itself: every change is one of the
-- functions below, so that no statement of a replica can take more than there is. These cross tenants, as a replica
-- works for many: renew_leases, lost_leases, lease_booked, standing (for operators), forget_budgets.
-- Whoever changes leases locks their budget first, several budgets in the order of their key.
CREATE TABLE budgets (
  tenant       text   NOT NULL,
  budget       text   NOT NULL,
  period_start date   NOT NULL,
  period_end   date   NOT NULL,
  currency     text   NOT NULL,
  own          boolean NOT NULL DEFAULT false, -- the tenant's own: the ledger books by its leases
  cap          bigint NOT NULL CHECK (cap >= 0),
  settled      bigint NOT NULL DEFAULT 0 CHECK (settled >= 0),
  leased       bigint NOT NULL DEFAULT 0 CHECK (leased >= 0), -- of the live leases, without what of them is settled
  tolerated    bigint NOT NULL DEFAULT 0, -- settled and leased when the cap sank below it or a call cost more than asked
  used_up      bigint,                    -- the ledger says that a cap of this much is reached: nothing more is leased
  PRIMARY KEY (tenant, budget, period_start, currency),
  CONSTRAINT never_above_the_cap CHECK (settled + leased <= greatest(cap, tolerated))
);

CREATE TABLE leases (
  id           uuid        PRIMARY KEY,
  tenant       text        NOT NULL,
  budget       text        NOT NULL,
  period_start date        NOT NULL,
  currency     text        NOT NULL,
  own          boolean     NOT NULL, -- of the tenant's own budget: the ledger books by it
  replica      text        NOT NULL,
  amount       bigint      NOT NULL,
  settled      bigint      NOT NULL DEFAULT 0 CHECK (settled BETWEEN 0 AND amount),
  state        text        NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'expired')),
  granted_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  FOREIGN KEY (tenant, budget, period_start, currency) REFERENCES budgets
);
CREATE INDEX leases_of_budget ON leases (tenant, budget, period_start, currency);
CREATE INDEX leases_expiry ON leases (state, expires_at);

ALTER TABLE budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE budgets FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON budgets TO ${role} USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY by_function ON budgets TO CURRENT_USER USING (true);
ALTER TABLE leases ENABLE ROW LEVEL SECURITY;
ALTER TABLE leases FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON leases TO ${role} USING (tenant = current_setting('millrace.tenant', true));
CREATE POLICY by_function ON leases TO CURRENT_USER USING (true);
GRANT SELECT ON budgets, leases TO ${role};

-- Who holds a lease past its expiry has gone: all of it counts as spent. The caller has locked the budget.
CREATE FUNCTION reclaim(of_tenant text, of_budget text, of_start date, of_currency text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema} AS $$
BEGIN
  WITH gone AS (
    UPDATE leases SET state = 'expired'
    WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency
      AND state = 'live' AND expires_at < clock_timestamp()
    RETURNING amount - settled AS rest)
  UPDATE budgets SET settled = settled + lost.rest, leased = leased - lost.rest
  FROM (SELECT sum(rest)::bigint AS rest FROM gone) AS lost
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency
    AND lost.rest IS NOT NULL;
  DELETE FROM leases
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency
    AND state = 'expired' AND NOT own;
END $$;

-- Takes a new lease, or makes one larger. Outcomes: granted; short, when what is neither settled nor leased does not
-- cover what is needed at least; used-up; gone, when the lease is no more.
CREATE FUNCTION take_lease(
  of_tenant text, of_budget text, of_start date, of_end date, of_currency text, new_cap bigint,
  lease uuid, is_own boolean, holder text, fresh boolean,
  known bigint,  -- how large the holder thinks the lease is: less than it is, when an answer was lost
  wanted bigint, needed bigint, life interval,
  OUT outcome text, OUT total bigint, OUT available bigint, OUT elsewhere bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema} SET lock_timeout = '5s' AS $$
DECLARE
  b budgets;
  l leases;
  exists_already boolean;
  missing bigint;
  more bigint;
  holders bigint;
BEGIN
  INSERT INTO budgets (tenant, budget, period_start, period_end, currency, own, cap)
  VALUES (of_tenant, of_budget, of_start, of_end, of_currency, is_own, new_cap)
  ON CONFLICT DO NOTHING;
  PERFORM 1 FROM budgets
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency FOR UPDATE;
  PERFORM reclaim(of_tenant, of_budget, of_start, of_currency);
  UPDATE budgets
  SET cap = new_cap, own = is_own, tolerated = CASE WHEN settled + leased > new_cap THEN settled + leased ELSE 0 END
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency
    AND (cap <> new_cap OR own <> is_own);
  SELECT * INTO b FROM budgets
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency;

  SELECT * INTO l FROM leases WHERE id = lease;
  exists_already := FOUND;
  total := coalesce(l.amount, 0);
  available := greatest(b.cap - b.settled - b.leased, 0);
  elsewhere := b.leased - coalesce(l.amount - l.settled, 0);
  IF (exists_already AND l.state <> 'live') OR (NOT exists_already AND NOT fresh) THEN
    outcome := 'gone';
    RETURN;
  END IF;
  IF b.cap <= b.used_up THEN
    outcome := 'used-up';
    RETURN;
  END IF;
  missing := greatest(needed - (total - known), 0);
  IF missing > available THEN
    outcome := 'short';
    RETURN;
  END IF;

  SELECT count(DISTINCT replica) INTO holders FROM leases
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency
    AND state = 'live' AND replica <> holder;
  more := least(available, greatest(missing, least(wanted - (total - known), available / (2 * (holders + 1)))));
  INSERT INTO leases (id, tenant, budget, period_start, currency, own, replica, amount, granted_at, expires_at)
  VALUES (lease, of_tenant, of_budget, of_start, of_currency, is_own, holder, more, clock_timestamp(),
          clock_timestamp() + life)
  ON CONFLICT (id) DO UPDATE SET amount = leases.amount + more, expires_at = excluded.expires_at;
  UPDATE budgets SET leased = leased + more
  WHERE tenant = of_tenant AND budget = of_budget AND period_start = of_start AND currency = of_currency;
  outcome := 'granted';
  total := total + more;
  available := available - more;
END $$;

-- Books what a replica has spent of its leases and prolongs them. A lease that shrinks keeps an amount; a lease that is
-- done goes. Answers the leases that were still live. Only what a call cost above its worst case makes a lease grow.
CREATE FUNCTION renew_leases(ids uuid[], spents bigint[], keeps bigint[], dones boolean[], life interval)
RETURNS TABLE (lease uuid, total bigint, is_used_up boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema} SET lock_timeout = '5s' AS $$
DECLARE
  r record;
  new_settled bigint;
  new_amount bigint;
BEGIN
  PERFORM 1 FROM budgets b
  WHERE (b.tenant, b.budget, b.period_start, b.currency) IN
        (SELECT l.tenant, l.budget, l.period_start, l.currency FROM leases l WHERE l.id = ANY (ids))
  ORDER BY b.tenant, b.budget, b.period_start, b.currency
  FOR UPDATE;
  FOR r IN
    SELECT l.*, v.spent, v.keep, v.done, coalesce(b.cap <= b.used_up, false) AS used_up
    FROM unnest(ids, spents, keeps, dones) AS v (id, spent, keep, done)
    JOIN leases l ON l.id = v.id AND l.state = 'live'
    JOIN budgets b USING (tenant, budget, period_start, currency)
  LOOP
    new_settled := greatest(r.settled, r.spent);
    new_amount := greatest(new_settled, least(r.amount, coalesce(r.keep, r.amount)));
    IF new_settled <> r.settled OR new_amount <> r.amount THEN
      UPDATE budgets b
      SET settled = b.settled + new_settled - r.settled,
          leased = b.leased + (new_amount - new_settled) - (r.amount - r.settled),
          tolerated = CASE WHEN new_amount > r.amount
                           THEN greatest(b.tolerated, b.settled + b.leased + new_amount - r.amount)
                           ELSE b.tolerated END
      WHERE b.tenant = r.tenant AND b.budget = r.budget AND b.period_start = r.period_start
        AND b.currency = r.currency;
    END IF;
    IF r.done THEN
      DELETE FROM leases l WHERE l.id = r.id;
    ELSE
      UPDATE leases l SET amount = new_amount, settled = new_settled, expires_at = clock_timestamp() + life
      WHERE l.id = r.id;
    END IF;
    lease := r.id;
    total := new_amount;
    is_used_up := r.used_up;
    RETURN NEXT;
  END LOOP;
END $$;

-- Reclaims what is past its expiry in any budget. Answers the leases whose end the ledger may not know yet.
CREATE FUNCTION lost_leases()
RETURNS TABLE (lease uuid, of_tenant text, granted timestamptz, expired timestamptz, total bigint, in_currency text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema} SET lock_timeout = '5s' AS $$
DECLARE
  b record;
BEGIN
  FOR b IN
    SELECT * FROM budgets
    WHERE (tenant, budget, period_start, currency) IN
          (SELECT l.tenant, l.budget, l.period_start, l.currency FROM leases l
           WHERE l.state = 'live' AND l.expires_at < clock_timestamp())
    ORDER BY tenant, budget, period_start, currency
    FOR UPDATE
  LOOP
    PERFORM reclaim(b.tenant, b.budget, b.period_start, b.currency);
  END LOOP;
  RETURN QUERY
    SELECT l.id, l.tenant, l.granted_at, l.expires_at, l.amount, l.currency FROM leases l
    WHERE l.state = 'expired' ORDER BY l.expires_at LIMIT 100;
END $$;

-- The broker has the event that says that the lease expired.
CREATE FUNCTION lease_booked(lease uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  DELETE FROM leases WHERE id = lease AND state = 'expired'
$$;

-- A higher cap lifts it.
CREATE FUNCTION use_up(
  of_tenant text, of_budget text, of_start date, of_end date, of_currency text, reached_cap bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  INSERT INTO budgets (tenant, budget, period_start, period_end, currency, cap, used_up)
  VALUES (of_tenant, of_budget, of_start, of_end, of_currency, reached_cap, reached_cap)
  ON CONFLICT (tenant, budget, period_start, currency)
  DO UPDATE SET used_up = greatest(budgets.used_up, excluded.used_up)
$$;

-- Every budget of a tenant, or of all for null, once for each of its leases.
CREATE FUNCTION standing(of_tenant text)
RETURNS TABLE (tenant text, budget text, period_start date, period_end date, currency text, own boolean, cap bigint,
               settled bigint, leased bigint, is_used_up boolean, lease uuid, replica text, state text, amount bigint, spent bigint,
               granted_at timestamptz, expires_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema} AS $$
  SELECT b.tenant, b.budget, b.period_start, b.period_end, b.currency, b.own, b.cap, b.settled, b.leased,
         coalesce(b.cap <= b.used_up, false), l.id, l.replica, l.state, l.amount, l.settled, l.granted_at, l.expires_at
  FROM budgets b
  LEFT JOIN leases l ON l.tenant = b.tenant AND l.budget = b.budget AND l.period_start = b.period_start
                    AND l.currency = b.currency
  WHERE of_tenant IS NULL OR b.tenant = of_tenant
  ORDER BY b.tenant, b.budget, b.period_start DESC, b.currency, l.granted_at, l.id
$$;

-- Two years are kept for reconciliation.
CREATE FUNCTION forget_budgets() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH gone AS (
    DELETE FROM budgets b WHERE b.period_end < now() - interval '2 years' AND NOT EXISTS (
      SELECT 1 FROM leases l WHERE l.tenant = b.tenant AND l.budget = b.budget
         AND l.period_start = b.period_start AND l.currency = b.currency)
    RETURNING 1)
  SELECT count(*) FROM gone
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  take_lease(text, text, date, date, text, bigint, uuid, boolean, text, boolean, bigint, bigint, bigint, interval),
  renew_leases(uuid[], bigint[], bigint[], boolean[], interval),
  lost_leases(),
  lease_booked(uuid),
  use_up(text, text, date, date, text, bigint),
  standing(text),
  forget_budgets()
TO ${role};
