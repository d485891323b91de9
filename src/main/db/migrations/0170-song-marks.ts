import type { Migration } from '../migrate';

/** What a person notes on songs beyond rating and tags, and lists that follow notes without following files. */
export const songMarks: Migration = {
  version: 170,
  apply(db) {
    const add = (name: string, amount: string) =>
      `UPDATE counter SET value = value + ${amount} WHERE name = '${name}';`;
    db.exec(`
      ALTER TABLE clip ADD COLUMN favourite_at INTEGER;
      ALTER TABLE clip ADD COLUMN hidden_at INTEGER;
      -- When the user noted something last: of two notes, one here and one beside the song, the later is in force.
      ALTER TABLE clip ADD COLUMN marked_at INTEGER;
      CREATE INDEX clip_by_favourite ON clip (favourite_at) WHERE favourite_at IS NOT NULL;
      -- With what is counted of songs, so that those that are hidden can be left out of it.
      CREATE INDEX clip_hidden ON clip (hidden_at, model, action) WHERE hidden_at IS NOT NULL;

      -- With the tag as it is written, so that all of them are counted by the index alone.
      DROP INDEX clip_tag_by_tag;
      CREATE INDEX clip_tag_by_tag ON clip_tag (tag_key, tag, clip);

      INSERT INTO counter (name, value) VALUES ('hidden-songs', 0), ('marks-revision', 1);

      -- Files change often while much is fetched, notes when somebody makes one: each has a revision of its own.
      DROP TRIGGER clip_refaceted;
      CREATE TRIGGER clip_refaceted AFTER UPDATE OF files, lyrics_state, action, seed, bpm ON clip
        WHEN old.files <> new.files OR old.lyrics_state <> new.lyrics_state OR old.action IS NOT new.action
          OR old.seed IS NOT new.seed OR old.bpm IS NOT new.bpm
      BEGIN ${add('facet-revision', '1')} END;
      CREATE TRIGGER clip_marked AFTER UPDATE OF favourite_at, rating, plays, last_played_at ON clip
        WHEN old.favourite_at IS NOT new.favourite_at OR old.rating <> new.rating OR old.plays <> new.plays
          OR old.last_played_at IS NOT new.last_played_at
      BEGIN ${add('marks-revision', '1')} END;
      CREATE TRIGGER clip_tag_added AFTER INSERT ON clip_tag BEGIN ${add('marks-revision', '1')} END;
      CREATE TRIGGER clip_tag_removed AFTER DELETE ON clip_tag BEGIN ${add('marks-revision', '1')} END;

      -- A hidden song is in no list but its own.
      CREATE TRIGGER clip_hidden_or_shown AFTER UPDATE OF hidden_at ON clip
        WHEN (old.hidden_at IS NULL) <> (new.hidden_at IS NULL)
      BEGIN
        ${add('hidden-songs', '(new.hidden_at IS NOT NULL) - (old.hidden_at IS NOT NULL)')}
        ${add('order-revision', '1')}
      END;
      CREATE TRIGGER clip_uncounted_hidden AFTER DELETE ON clip WHEN old.hidden_at IS NOT NULL
      BEGIN ${add('hidden-songs', '-1')} END;
    `);
  },
};
