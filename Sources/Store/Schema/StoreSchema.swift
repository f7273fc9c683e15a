// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The tables of a store file.
///
/// A part is what changes as one; a change is a text that it got, was moved to or lost with a revision. Nothing of the log is overwritten: triggers forbid it, but
/// for the one thing that an erasure does, which is to take a text and its salt away.
enum StoreSchema {
  /// What SQLite's header calls a file of Verlauf: `Vlf1`.
  static let applicationID: Int32 = 0x566C_6631
  /// The version of the tables that this program writes. An older program refuses a file of a newer version.
  static let version: Int32 = 3

  /// Whoever writes a change while a constraint of the transaction is open, as that on the revision always is, has SQLite look for a part that names it: in the whole
  /// table, where there is no index.
  static let version2 = "CREATE INDEX part_of_change ON part (change);"

  static let version1 = """
    CREATE TABLE store (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      id BLOB NOT NULL CHECK (length(id) = 16),
      created TEXT NOT NULL,
      program TEXT NOT NULL
    ) STRICT;
    CREATE TABLE person (
      key INTEGER PRIMARY KEY,
      name TEXT UNIQUE COLLATE NOCASE CHECK (name <> '')
    ) STRICT;
    CREATE TABLE revision (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
      by TEXT NOT NULL CHECK (by <> ''),
      kind TEXT NOT NULL CHECK (kind IN ('import', 'save', 'erasure', 'restoration')),
      person INTEGER REFERENCES person,
      why TEXT CHECK (why <> ''),
      why_salt BLOB,
      why_digest BLOB NOT NULL CHECK (length(why_digest) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE TABLE part (
      key INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      person INTEGER REFERENCES person,
      position INTEGER NOT NULL,
      present INTEGER NOT NULL CHECK (present IN (0, 1)),
      change INTEGER NOT NULL REFERENCES change DEFERRABLE INITIALLY DEFERRED,
      CHECK ((person IS NOT NULL) OR kind NOT IN ('patient', 'entry', 'patient end'))
    ) STRICT;
    CREATE TABLE change (
      number INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
      part INTEGER NOT NULL REFERENCES part DEFERRABLE INITIALLY DEFERRED,
      position INTEGER NOT NULL,
      removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
      text TEXT CHECK (text IS NULL OR removed = 0),
      salt BLOB CHECK (salt IS NULL OR length(salt) = 16),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      CHECK (removed = 1 OR (text IS NULL) = (salt IS NULL))
    ) STRICT;
    CREATE TABLE draft (
      author TEXT NOT NULL CHECK (author <> ''),
      place TEXT NOT NULL CHECK (place <> ''),
      part INTEGER REFERENCES part,
      person INTEGER REFERENCES person,
      base INTEGER NOT NULL,
      text TEXT NOT NULL,
      at TEXT NOT NULL,
      PRIMARY KEY (author, place)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE attachment (
      key INTEGER PRIMARY KEY,
      person INTEGER REFERENCES person,
      name TEXT NOT NULL CHECK (name <> ''),
      media_type TEXT NOT NULL CHECK (media_type LIKE '%/%'),
      size INTEGER NOT NULL CHECK (size >= 0),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      by TEXT NOT NULL CHECK (by <> ''),
      at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE blob (
      digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX part_of_person ON part (person, kind, position) WHERE present = 1;
    CREATE INDEX part_of_study ON part (kind, position) WHERE present = 1;
    CREATE INDEX part_change ON part (person, change);
    CREATE INDEX change_of_part ON change (part, number);
    CREATE INDEX change_of_revision ON change (revision);
    CREATE INDEX draft_of_part ON draft (part);
    CREATE TRIGGER change_stays BEFORE UPDATE ON change
    WHEN NOT (NEW.text IS NULL AND NEW.salt IS NULL AND NEW.number = OLD.number AND NEW.revision = OLD.revision AND NEW.part = OLD.part
      AND NEW.position = OLD.position AND NEW.removed = OLD.removed AND NEW.digest = OLD.digest)
    BEGIN SELECT RAISE(ABORT, 'a change is never overwritten'); END;
    CREATE TRIGGER change_is_kept BEFORE DELETE ON change
    BEGIN SELECT RAISE(ABORT, 'a change is never deleted'); END;
    CREATE TRIGGER revision_stays BEFORE UPDATE ON revision
    WHEN NOT (NEW.why IS NULL AND NEW.why_salt IS NULL AND NEW.number = OLD.number AND NEW.at = OLD.at AND NEW.by = OLD.by
      AND NEW.kind = OLD.kind AND NEW.person IS OLD.person AND NEW.why_digest = OLD.why_digest AND NEW.hash = OLD.hash)
    BEGIN SELECT RAISE(ABORT, 'a revision is never overwritten'); END;
    CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
    BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
    """
}
