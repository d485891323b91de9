import type { Migration } from '../migrate';

/** Songs of one prompt are found by its length and ends: an index of whole prompts would be as large as the songs. */
export const alikeSongs: Migration = {
  version: 200,
  apply(db) {
    db.exec(`
      CREATE INDEX clip_by_prompt ON clip (length(sound_prompt), substr(sound_prompt, 1, 12), substr(sound_prompt, -12))
        WHERE sound_prompt IS NOT NULL;
    `);
  },
};
