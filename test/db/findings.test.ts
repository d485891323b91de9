import { describe, expect, it } from 'vitest';
import { createClipRepository } from '../../src/main/db/clips';
import { createFindingRepository, type NewFinding } from '../../src/main/db/findings';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';

const databases = createDatabases();

/** Findings in a database with two songs. */
function open() {
  const test = databases.open();
  const clips = createClipRepository(test.db);
  const [one = 0, two = 0] = ['c1', 'c2'].map(
    (id) => clips.insert(factsOf(id), namingOf(id), placeOf(id), 1).row,
  );
  const findings = createFindingRepository(test.db);
  const paths = () =>
    test.rows<{ path: string }>('SELECT path FROM finding ORDER BY id').map((row) => row.path);
  const find = (kind: NewFinding['kind'], path: string, clipRow: number | null, checkId: number) =>
    findings.keep({ kind, clipRow, assetKind: null, path, otherPath: null }, checkId, 1);
  const counted = () =>
    Object.fromEntries(
      test
        .rows<{ kind: string; count: number }>(
          'SELECT kind, count(*) AS count FROM finding WHERE is_left = 0 GROUP BY kind',
        )
        .map(({ kind, count }) => [kind, count]),
    );
  const listed = () => Object.fromEntries(Object.entries(findings.counts()).filter(([, count]) => count > 0));
  /** Settles in pages of this size; returns how many are new. */
  const settle = (checkId: number, limit: number) => {
    let newCount = 0;
    let pages = 0;
    for (let after: number | null = 0; after !== null; pages += 1) {
      const step = findings.settle(checkId, after, limit);
      newCount += step.newCount;
      after = step.next;
    }
    return { newCount, pages };
  };
  return { ...test, findings, one, two, paths, find, counted, listed, settle };
}

describe('counts of findings', () => {
  it('are those of the rows, whatever happened to them', () => {
    const { db, findings, find, one, two, counted, listed } = open();
    const same = () => expect(listed()).toEqual(counted());
    expect(listed()).toEqual({});
    for (const path of ['a', 'b', 'c', 'd']) find('missing', path, one, 1);
    for (const path of ['e', 'f']) find('foreign', path, null, 1);
    find('changed', 'g', two, 1);
    same();
    // Found once more.
    find('missing', 'a', one, 2);
    same();
    const ids = findings.idsAfter('missing', 0, 10);
    findings.leave(ids.slice(0, 2));
    findings.leave(ids.slice(0, 2));
    same();
    // One that was left, one that was not.
    findings.remove(ids.slice(1, 3));
    same();
    expect(listed()).toEqual({ missing: 1, foreign: 2, changed: 1 });
    findings.settle(2, 0, 10);
    same();
    // With the song its findings go, without anybody naming them.
    createRemovedClipRepository(db).remove(one, 1);
    same();
    expect(listed()).toEqual({});
  });
});

describe.each([1, 2, 100])('settling in pages of %i', (limit) => {
  it('removes what the check did not see and counts what no earlier one had', () => {
    const { find, paths, settle } = open();
    find('missing', 'old and gone', null, 1);
    find('missing', 'old and there', null, 1);
    find('foreign', 'gone too', null, 1);
    find('missing', 'old and there', null, 2);
    find('missing', 'new', null, 2);
    find('foreign', 'new too', null, 2);
    expect(settle(2, limit).newCount).toBe(2);
    expect(paths()).toEqual(['old and there', 'new', 'new too']);
    expect(settle(2, limit).newCount).toBe(2);
  });

  it('removes what a moved song or file explains, wherever the two stand in the list', () => {
    const { find, paths, one, two, settle } = open();
    find('missing', 'one.wav', one, 1);
    find('sidecar', 'one.json', one, 1);
    find('duplicate', 'copy of one', one, 1);
    find('missing', 'two.wav', two, 1);
    find('missing', 'two.mp4', two, 1);
    find('moved-folder', 'one', one, 1);
    find('moved-file', 'two.wav', two, 1);
    find('moved-file', 'one.jpg', one, 1);
    settle(1, limit);
    expect(paths()).toEqual(['copy of one', 'two.mp4', 'one', 'two.wav']);
  });

  it('does not believe a move that is not there any more', () => {
    const { find, paths, one, two, settle } = open();
    find('moved-folder', 'one', one, 1);
    find('moved-file', 'two.wav', two, 1);
    find('missing', 'one.wav', one, 2);
    find('missing', 'two.wav', two, 2);
    settle(2, limit);
    expect(paths()).toEqual(['one.wav', 'two.wav']);
  });

  it('looks at no more than a page at a time', () => {
    const { find, settle } = open();
    for (let index = 0; index < 10; index += 1) find('foreign', String(index), null, 1);
    expect(settle(1, limit).pages).toBe(Math.ceil(10 / limit) + 1);
  });
});

it('pages and ids tell the same list', () => {
  const { findings, find } = open();
  for (let index = 0; index < 25; index += 1) {
    find('missing', `m${index}`, null, 1);
    find('foreign', `f${index}`, null, 1);
  }
  findings.leave(findings.idsAfter('missing', 0, 3));
  const ids = (['missing', 'foreign'] as const).flatMap((kind) => findings.idsAfter(kind, 0, 100));
  const whole = findings.page(null, 0, 100);
  expect(whole.total).toBe(47);
  expect(whole.rows.map(({ id }) => id)).toEqual(ids);
  const pages = [0, 10, 20, 30, 40].flatMap((offset) => findings.page(null, offset, 10).rows);
  expect(pages).toEqual(whole.rows);
  expect(findings.page('foreign', 20, 10).rows).toHaveLength(5);
  expect(findings.page(null, 60, 10).rows).toEqual([]);
});
