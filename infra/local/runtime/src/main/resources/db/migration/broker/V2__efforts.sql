-- What the last attempt of a delivery waited for: shown by traces.
ALTER TABLE broker.deliveries
  ADD COLUMN waited_us bigint,  -- for a seat at the subscriber
  ADD COLUMN cold      boolean; -- whether for an instance to start
