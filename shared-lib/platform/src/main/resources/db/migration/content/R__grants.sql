-- Runs again whenever a function is added.
GRANT USAGE ON SCHEMA ${schema} TO ${roles};
GRANT SELECT, INSERT, UPDATE, DELETE ON contents TO ${roles};
GRANT EXECUTE ON FUNCTION forget_expired() TO ${roles};
