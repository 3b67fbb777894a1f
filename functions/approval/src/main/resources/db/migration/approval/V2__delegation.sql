-- Who hands their say on, and to whom: ids of people.
ALTER TABLE approvers
  ADD COLUMN handed_to   text,
  ADD COLUMN handed_from text;

-- People do more than vote.
ALTER TABLE acts
  ALTER COLUMN approves DROP NOT NULL,
  ADD COLUMN kind      text NOT NULL DEFAULT 'vote' CHECK (kind IN ('vote', 'delegation', 'retraction')),
  ADD COLUMN recipient text;

-- Who takes back what they said has said nothing; the acts remember it.
GRANT DELETE ON votes TO ${role};
