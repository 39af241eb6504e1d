/** A shard's tables, step by step. */
export const SHARD_MIGRATIONS: readonly string[] = [
  `CREATE TABLE audience (profile TEXT PRIMARY KEY, received INTEGER NOT NULL, sequence INTEGER NOT NULL,
                          updated_at INTEGER NOT NULL, consent INTEGER NOT NULL, segments TEXT NOT NULL,
                          features TEXT NOT NULL, valid_until INTEGER) WITHOUT ROWID;
   CREATE TABLE journal (id INTEGER PRIMARY KEY, profile TEXT NOT NULL, at INTEGER NOT NULL, log TEXT NOT NULL,
                         deltas TEXT NOT NULL);
   CREATE TABLE outbox (bucket INTEGER NOT NULL, sequence INTEGER NOT NULL, changes TEXT NOT NULL,
                        PRIMARY KEY (bucket, sequence)) WITHOUT ROWID;
   CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE log_object (sequence INTEGER PRIMARY KEY, day TEXT NOT NULL, last INTEGER NOT NULL,
                            is_written INTEGER NOT NULL, profiles BLOB NOT NULL);
   CREATE TABLE erased (profile TEXT PRIMARY KEY, at INTEGER NOT NULL, compacted_at INTEGER) WITHOUT ROWID;
   CREATE TABLE anonymous (day TEXT NOT NULL, product TEXT NOT NULL, views INTEGER NOT NULL, carts INTEGER NOT NULL,
                           ordered INTEGER NOT NULL, PRIMARY KEY (day, product)) WITHOUT ROWID;
   CREATE TABLE due (name TEXT PRIMARY KEY, at INTEGER NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;`,
  'ALTER TABLE audience ADD COLUMN is_joined INTEGER NOT NULL DEFAULT 0;',
]
