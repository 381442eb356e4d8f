-- What version 2 adds: pairs looked at without a decision, and suppliers' answers. Append-only too.
CREATE TABLE IF NOT EXISTS undecided (
  undecided_id INTEGER PRIMARY KEY,
  after INTEGER NOT NULL,          -- newest judgement when it was said: a later one on the pair counts
  made TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  subject TEXT NOT NULL, object TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS answers (
  answer_id INTEGER PRIMARY KEY,
  made TEXT NOT NULL, who TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS undecided_stay BEFORE UPDATE ON undecided BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
CREATE TRIGGER IF NOT EXISTS undecided_kept BEFORE DELETE ON undecided BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
CREATE TRIGGER IF NOT EXISTS answers_stay BEFORE UPDATE ON answers BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
CREATE TRIGGER IF NOT EXISTS answers_kept BEFORE DELETE ON answers BEGIN SELECT raise(ABORT, 'what people entered is append-only'); END;
