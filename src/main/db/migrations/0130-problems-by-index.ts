import type { Migration } from '../migrate';

/** Finds what does not work among a hundred thousand jobs and downloads without looking at all of them. */
export const problemsByIndex: Migration = {
  version: 130,
  apply(db) {
    db.exec(`
      CREATE INDEX download_by_failure ON download (id) WHERE failure_code IS NOT NULL;
      CREATE INDEX job_by_problem ON job (last_asked_at) WHERE problem_code IS NOT NULL;
    `);
  },
};
