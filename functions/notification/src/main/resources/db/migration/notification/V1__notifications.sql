-- What is settled for good, by note and target: sent, or refused with the reason. One without it may be sent again.
CREATE TABLE deliveries (
  tenant     text        NOT NULL,
  note       uuid        NOT NULL, -- derived from the event that asked
  channel    text        NOT NULL,
  recipient  text        NOT NULL, -- empty for a channel
  reason     text,                 -- null when it was sent
  detail     text,
  settled_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, note, channel, recipient),
  CHECK ((reason IS NULL) = (detail IS NULL))
);
CREATE INDEX deliveries_age ON deliveries USING brin (settled_at);

-- Which of several notes with one topic is told.
CREATE TABLE topics (
  tenant text        NOT NULL,
  topic  uuid        NOT NULL,
  note   uuid        NOT NULL,
  until  timestamptz NOT NULL,
  PRIMARY KEY (tenant, topic)
);

-- What is told later. The alarm that tells it makes it part of its batch.
CREATE TABLE waiting (
  tenant  text        NOT NULL,
  note    uuid        NOT NULL,
  content text        NOT NULL, -- JSON
  due_at  timestamptz NOT NULL,
  held_at timestamptz NOT NULL,
  batch   uuid,
  PRIMARY KEY (tenant, note)
);
CREATE INDEX waiting_due ON waiting (tenant, due_at) WHERE batch IS NULL;
CREATE INDEX waiting_batch ON waiting (tenant, batch) WHERE batch IS NOT NULL;

DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['deliveries', 'topics', 'waiting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_tenant ON %I TO ${role} USING (tenant = current_setting(''millrace.tenant'', true))', each);
    EXECUTE format('CREATE POLICY housekeeping ON %I TO CURRENT_USER USING (true)', each);
  END LOOP;
END $$;
GRANT SELECT, INSERT, DELETE ON deliveries TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON topics, waiting TO ${role};

-- Settled notes are remembered as long as the answers to their events. What waits is kept until it is told; after 90 days
-- nobody has replayed the alarm that should have told it.
CREATE FUNCTION forget_notifications() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema} AS $$
  WITH settled AS (DELETE FROM deliveries WHERE settled_at < now() - interval '45 days' RETURNING 1),
       silent AS (DELETE FROM topics WHERE until < now() - interval '1 day' RETURNING 1),
       stale AS (DELETE FROM waiting WHERE due_at < now() - interval '90 days' RETURNING 1)
  SELECT (SELECT count(*) FROM settled) + (SELECT count(*) FROM silent) + (SELECT count(*) FROM stale)
$$;
REVOKE ALL ON FUNCTION forget_notifications() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_notifications() TO ${role};
