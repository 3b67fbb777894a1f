-- The broker's log and its deliveries. One process writes, so sequences come from it and follow the commits.

CREATE TABLE broker.events (
  sequence       bigint PRIMARY KEY,
  accepted_at    timestamptz NOT NULL,
  id             text NOT NULL,
  source         text NOT NULL,
  type           text NOT NULL,
  tenant         text,
  correlation_id text,
  instance_id    text,
  trace_id       text,
  attributes     json NOT NULL, -- every CloudEvents attribute, the above included, as strings
  data           bytea NOT NULL
);

-- Not unique: the broker, like Knative's, delivers what it accepted, and accepts an id twice.
CREATE INDEX events_id ON broker.events (id);
CREATE INDEX events_correlation ON broker.events (correlation_id, sequence) WHERE correlation_id IS NOT NULL;
CREATE INDEX events_trace ON broker.events (trace_id, sequence) WHERE trace_id IS NOT NULL;
CREATE INDEX events_accepted ON broker.events USING brin (accepted_at);

-- No foreign key: event and deliveries are written and deleted together, and the check would cost a lookup each.
CREATE TABLE broker.deliveries (
  sequence        bigint NOT NULL,
  trigger         text NOT NULL,
  state           text NOT NULL DEFAULT 'pending'
    CHECK (state IN ('pending', 'delivered', 'dead-lettering', 'dead-lettered', 'discarded')),
  attempts        integer NOT NULL DEFAULT 0, -- at the subscriber
  sink_attempts   integer NOT NULL DEFAULT 0, -- at the dead letter sink
  next_attempt_at timestamptz,                -- null: as soon as there is room
  last_status     integer,                    -- of the last HTTP answer; null when there was none
  last_error      text,
  failure_status  integer,                    -- why the subscriber was given up
  failure_reason  text,
  failure_data    text,                       -- start of that answer's body, base64
  settled_at      timestamptz,
  duration_us     bigint,                     -- of the last attempt
  PRIMARY KEY (sequence, trigger)
);

CREATE INDEX deliveries_fresh ON broker.deliveries (trigger, sequence)
  WHERE state = 'pending' AND next_attempt_at IS NULL;
CREATE INDEX deliveries_due ON broker.deliveries (trigger, state, next_attempt_at)
  WHERE next_attempt_at IS NOT NULL;
CREATE INDEX deliveries_discarded ON broker.deliveries (trigger, sequence)
  WHERE state = 'discarded';

-- Every delivery is inserted once and updated once: clean up often and in small bites.
ALTER TABLE broker.deliveries SET (
  autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 5);

GRANT SELECT, INSERT, UPDATE, DELETE ON broker.events, broker.deliveries TO broker;
