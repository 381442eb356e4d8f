-- What people entered. Never rebuilt, never lost: WAL, synchronous=FULL, append-only.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS runs (
  run_id INTEGER PRIMARY KEY,
  command TEXT NOT NULL, engine_version TEXT NOT NULL, reference_edition TEXT NOT NULL,
  started TEXT NOT NULL, finished TEXT, inputs TEXT NOT NULL     -- inputs: JSON [{name, sha256}]
) STRICT;
CREATE TABLE IF NOT EXISTS judgements (
  judgement_id INTEGER PRIMARY KEY,
  made TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  subject TEXT NOT NULL,           -- fingerprint of what is judged, never a row number
  object TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'undo'))
) STRICT;
CREATE TABLE IF NOT EXISTS notes (
  note_id INTEGER PRIMARY KEY,
  made TEXT NOT NULL, who TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS judgements_stay BEFORE UPDATE ON judgements BEGIN SELECT raise(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER IF NOT EXISTS judgements_kept BEFORE DELETE ON judgements BEGIN SELECT raise(ABORT, 'judgements are append-only'); END;
CREATE TRIGGER IF NOT EXISTS notes_stay BEFORE UPDATE ON notes BEGIN SELECT raise(ABORT, 'notes are append-only'); END;
CREATE TRIGGER IF NOT EXISTS notes_kept BEFORE DELETE ON notes BEGIN SELECT raise(ABORT, 'notes are append-only'); END;
