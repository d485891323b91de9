import { describe, expect, it } from 'vitest';
import { checkpointDatabase } from '../../src/main/db/inspection';
import { MOST_PAGES_IN_LOG } from '../../src/main/db/database';
import { createCheckpoints } from '../../src/main/services/checkpoints';
import { createDatabases } from '../support/database';
import { createRecordingLog } from '../support/ports';

const databases = createDatabases();

function open(checkpoint: (file: string) => Promise<void>) {
  const { db, file } = databases.open();
  const log = createRecordingLog();
  checkpointDatabase(file);
  /** Commits at least so many pages. */
  function write(pages: number): void {
    const text = 'x'.repeat(4_096);
    db.transact(() => {
      for (let page = 0; page < pages; page += 1) {
        db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run([`${Math.random()}`, text]);
      }
    });
  }
  const checkpoints = createCheckpoints({ db, file, maintenance: { checkpoint }, log });
  return { db, file, log, write, checkpoints };
}

describe('the log of the database', () => {
  it('is emptied elsewhere when there is much in it, before SQLite does it in a commit', async () => {
    let asked = 0;
    const { db, file, write, checkpoints } = open((of) => {
      asked += 1;
      return Promise.resolve(checkpointDatabase(of));
    });
    expect(file).not.toBe('');
    expect(db.pagesInLog()).toBe(0);
    write(MOST_PAGES_IN_LOG / 20);
    await checkpoints();
    expect(asked).toBe(0);
    expect(db.pagesInLog()).toBeGreaterThan(MOST_PAGES_IN_LOG / 20);
    write(MOST_PAGES_IN_LOG / 2);
    await checkpoints();
    expect(asked).toBe(1);
    expect(db.pagesInLog()).toBe(0);
  });

  it('is emptied once for all that wait for it', async () => {
    let asked = 0;
    let finish: () => void = () => undefined;
    const { write, checkpoints } = open(() => {
      asked += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    write(MOST_PAGES_IN_LOG / 2);
    const waiting = [checkpoints(), checkpoints()];
    finish();
    await Promise.all(waiting);
    expect(asked).toBe(1);
  });

  it('stays with SQLite where nobody else can do it; it is told once', async () => {
    let asked = 0;
    const { log, write, checkpoints } = open(() => {
      asked += 1;
      return Promise.reject(new Error('no process'));
    });
    write(MOST_PAGES_IN_LOG / 2);
    await checkpoints();
    await checkpoints();
    expect(asked).toBe(1);
    expect(log.lines).toHaveLength(1);
  });
});
