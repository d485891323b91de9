import { beforeEach, describe, expect, it } from 'vitest';
import { FINDING_KINDS } from '@shared/library-check';
import type { ClipId, JobId } from '@shared/model';
import { createCheckedFileRepository } from '../../src/main/db/checked-files';
import { createClipRepository } from '../../src/main/db/clips';
import type { Database } from '../../src/main/db/database';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createFindingRepository } from '../../src/main/db/findings';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { createMetaRepository } from '../../src/main/db/meta';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { createSongMarkRepository } from '../../src/main/db/song-marks';
import { createDatabases, factsOf, namingOf, placeOf, type TestDatabase } from '../support/database';

const databases = createDatabases();
const JOB = 'job' as JobId;
const CLIP = 'c1' as ClipId;
const FILE = { path: 'p/x.m4a', format: 'm4a', bytes: 5, sha256: 'hash', isUnverified: false } as const;
const FINDING = { kind: 'missing', clipRow: 1, assetKind: 'audio', path: 'p', otherPath: null } as const;

/** A database with one song, and the text of each statement that was run on it since. */
function open(): TestDatabase & { readonly run: Set<string> } {
  const test = databases.open();
  const clips = createClipRepository(test.db);
  const { row } = clips.insert(factsOf(CLIP), namingOf('x'), placeOf(CLIP), 1);
  createDownloadRepository(test.db).nameAddress(row, 'audio', 'http://x/a', JOB);
  const run = new Set<string>();
  const db: Database = {
    ...test.db,
    prepare<Row>(sql: string) {
      const statement = test.db.prepare<Row>(sql);
      const noted = <Args extends unknown[], Result>(work: (...args: Args) => Result) => {
        return (...args: Args): Result => {
          run.add(sql.replace(/\s+/g, ' ').trim());
          return work(...args);
        };
      };
      return {
        get: noted(statement.get),
        all: noted(statement.all),
        values: noted(statement.values) as typeof statement.values,
        run: noted(statement.run),
      };
    },
  };
  return { ...test, db, run };
}

/** Everything that they ask of the database, each thing once. */
const WORK: Readonly<Record<string, (db: Database) => void>> = {
  'a check'(db) {
    const files = createCheckedFileRepository(db);
    const findings = createFindingRepository(db);
    const clips = createClipRepository(db);
    const downloads = createDownloadRepository(db);
    const meta = createMetaRepository(db);
    meta.get('library-check');
    meta.set('library-check', '');
    files.countAfter(0, 10);
    files.countSongsAfter(0, 10);
    files.after(null, 10);
    files.after({ clipRow: 1, kind: 'audio' }, 10);
    files.find(1, 'audio');
    files.setMissing(1, 'audio', true);
    files.confirm(1, 'audio', 1);
    files.songsAfter(0, 10);
    files.sidecars(1);
    files.ofClip(1);
    files.isOwnPath('p');
    files.clipInFolder('f');
    files.hasLength(5);
    files.withHash('hash');
    files.missingWithHash('hash', 10);
    files.byHash(null, 10);
    clips.find(CLIP);
    clips.findRow(1);
    clips.jobIds(1);
    createLyricsRepository(db).effective(1);
    downloads.assets(1);
    downloads.ofClip(1);
    downloads.hasFiles();
    findings.isKnown('changed', 'p');
    findings.keep(FINDING, 1, 1);
    findings.settle(1, 0, 10);
    findings.counts();
    for (const kind of FINDING_KINDS) findings.page(kind, 0, 10);
    findings.page(null, 0, 10);
  },
  'a repair'(db) {
    const files = createCheckedFileRepository(db);
    const findings = createFindingRepository(db);
    findings.keep(FINDING, 1, 1);
    const ids = findings.idsAfter('missing', 0, 10);
    expect(findings.ofKind('missing', ids)).toHaveLength(1);
    findings.find(ids[0] ?? 0);
    findings.leave(ids);
    findings.remove(ids);
    findings.removeMissing(1, 'audio');
    files.want(1, 'audio');
    files.relink(1, 'audio', 'p', false);
    files.accept({ clipRow: 1, kind: 'audio' }, { bytes: 1, sha256: 'x', changedAt: 1 });
    files.forget(1, 'audio');
    files.moveFolder(1, 'g', 'g');
    createClipRepository(db).markSidecarDue(1);
    const downloads = createDownloadRepository(db);
    downloads.enqueue(1, ['audio'], 1);
    downloads.ofClip(1);
  },
  'notes on songs'(db) {
    const marks = createSongMarkRepository(db);
    expect(marks.rowOf(CLIP)).toBe(1);
    marks.write(1, 'favourite', 1, 1);
    marks.write(1, 'rating', 4, 1);
    marks.write(1, 'hidden', 1, 1);
    marks.write(1, 'tags', ['a', 'b'], 1);
    marks.write(1, 'tags', ['b'], 1);
    marks.addPlay(1, 1);
    marks.raisePlays(1, 3, 2);
    expect(marks.of(1)).toMatchObject({ rating: 4, tags: ['b'], plays: 3, lastPlayedAt: 2 });
  },
  'a removal'(db) {
    const removed = createRemovedClipRepository(db);
    removed.has(CLIP);
    removed.remove(1, 1);
    removed.markJournaled([CLIP]);
    removed.notJournaled();
    removed.linkJob(CLIP, JOB);
    removed.ofJob(JOB);
    removed.restore([CLIP]);
  },
};

describe.each(Object.keys(WORK))('the statements of %s', (name) => {
  let plans: { readonly sql: string; readonly steps: readonly string[] }[];
  beforeEach(() => {
    const { db, run, plan } = open();
    db.exec(`INSERT INTO job (id, phase, added_at, polling_since) VALUES ('job', 'pending', 1, 1)`);
    createDownloadRepository(db).adopt(1, 'audio', FILE, false, 1);
    run.clear();
    WORK[name]?.(db);
    plans = [...run].map((sql) => ({ sql, steps: plan(sql) }));
    expect(plans.length).toBeGreaterThan(5);
  });

  it('look up what they want: none reads a table from end to end', () => {
    // A page and a list of parameters are gone through; whoever makes them bounds them.
    const isBounded = /^SCAN (json_each|\(subquery-\d+\)|(song|title)_search VIRTUAL TABLE INDEX 0:=)/;
    // One row for each kind of finding, and removals that the library folder could not be told of yet.
    const isSmall = /^SCAN (finding_count$|removed_clip USING COVERING INDEX removed_clip_not_journaled)/;
    const isFirstOnly = (sql: string) => sql.endsWith('LIMIT 1');
    const scans = plans.flatMap(({ sql, steps }) =>
      steps
        .filter((step) => step.startsWith('SCAN') && !isBounded.test(step) && !isSmall.test(step))
        .filter((step) => !(isFirstOnly(sql) && step.includes('INDEX')))
        .map((step) => ({ sql, step })),
    );
    expect(scans).toEqual([]);
  });

  it('read along an index: none sorts in memory, but for the few rows of one song', () => {
    const isOfOneSong = /WHERE (download\.)?clip = (\?|:clip)/;
    const sorts = plans.filter(({ steps }) => /TEMP B-TREE|AUTOMATIC/.test(steps.join()));
    expect(sorts.filter(({ sql }) => !isOfOneSong.test(sql))).toEqual([]);
  });

  it('that read what is behind a place take a page of it', () => {
    const isOpen = (step: string) => />\?/.test(step) && !/<\?/.test(step);
    const open = plans.filter(({ sql, steps }) => steps.some(isOpen) && !sql.includes('LIMIT'));
    expect(open).toEqual([]);
  });
});

it('pages of twins are read from the index alone, wherever their rows lie', () => {
  const { db, prepared, plan } = databases.open();
  createCheckedFileRepository(db);
  const twins = prepared.find((sql) => sql.includes('ORDER BY present_sha256')) ?? '';
  expect(plan(twins)).toEqual([expect.stringMatching(/^SEARCH asset USING COVERING INDEX asset_by_hash/)]);
});
