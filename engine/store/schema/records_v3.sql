-- What version 3 adds: the country of origin that a supplier's answer states. Append-only too.
CREATE TABLE IF NOT EXISTS answered_origins (
  answer_id INTEGER PRIMARY KEY REFERENCES answers,
  origin TEXT NOT NULL CHECK (length(origin) = 3)   -- ISO 3166-1 alpha-3; 'UNK': what was said before no longer holds
) STRICT;
CREATE TRIGGER IF NOT EXISTS answered_origins_stay BEFORE UPDATE ON answered_origins BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
CREATE TRIGGER IF NOT EXISTS answered_origins_kept BEFORE DELETE ON answered_origins BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
