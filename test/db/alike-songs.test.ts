import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_COMPARED, type ClipId } from '@shared/model';
import { createAlikeSongsFinder } from '../../src/main/db/alike-songs';
import { createClipRepository } from '../../src/main/db/clips';
import { createDatabases, factsOf, namingOf, placeOf, type TestDatabase } from '../support/database';

const databases = createDatabases();
const PROMPT = 'slow folk, one voice, a room with wooden walls';

let test: TestDatabase;
beforeEach(() => {
  test = databases.open();
});

function add(id: string, facts: Parameters<typeof factsOf>[1]): void {
  createClipRepository(test.db).insert(factsOf(id, facts), namingOf(id), placeOf(id), 1);
}

function hide(id: string): void {
  test.db.exec(`UPDATE clip SET hidden_at = 1 WHERE clip_id = '${id}'`);
}

const alike = (id: string) => createAlikeSongsFinder(test.db).of(id as ClipId);

describe('songs that are alike', () => {
  it('sing the same words, in the order in which they were made', () => {
    add('second', { lyricsId: 'l', createdAt: 20, soundPrompt: PROMPT });
    add('first', { lyricsId: 'l', createdAt: 10 });
    add('undated', { lyricsId: 'l', createdAt: null });
    add('other', { lyricsId: 'm', createdAt: 5, soundPrompt: PROMPT });
    expect(alike('first')).toEqual({
      basis: 'lyrics',
      clipIds: ['first', 'second', 'undated'],
      hasMore: false,
    });
  });

  it('are of the same prompt where nobody else sings the words: the very same, not one that begins and ends alike', () => {
    add('one', { lyricsId: 'l', soundPrompt: PROMPT, createdAt: 1 });
    add('two', { lyricsId: null, soundPrompt: PROMPT, createdAt: 2 });
    add('near', { lyricsId: null, soundPrompt: PROMPT.replace('voice', 'choir'), createdAt: 3 });
    expect(alike('one')).toEqual({ basis: 'prompt', clipIds: ['one', 'two'], hasMore: false });
    expect(alike('near')).toEqual({ basis: null, clipIds: ['near'], hasMore: false });
  });

  it('come with the hidden ones last', () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) add(id, { lyricsId: 'l', createdAt: index });
    hide('a');
    expect(alike('b')?.clipIds).toEqual(['b', 'c', 'a']);
    expect(alike('a')?.clipIds).toEqual(['b', 'c', 'a']);
  });

  it('are the latest of many, and the one that was asked for', () => {
    for (let index = 0; index < 12; index += 1) add(`s${index}`, { lyricsId: 'l', createdAt: index });
    const found = alike('s0');
    expect(found?.hasMore).toBe(true);
    expect(found?.clipIds).toEqual(['s0', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11']);
    for (const id of ['s9', 's10', 's11']) hide(id);
    // Nine are shown, which is as many as there is room for.
    expect(alike('s0')).toMatchObject({
      clipIds: expect.objectContaining({ length: MAX_COMPARED }),
      hasMore: true,
    });
    expect(alike('s0')?.clipIds).not.toContain('s11');
  });

  it('are exactly nine without more', () => {
    for (let index = 0; index < MAX_COMPARED; index += 1)
      add(`s${index}`, { lyricsId: 'l', createdAt: index });
    expect(alike('s3')).toMatchObject({ hasMore: false });
  });

  it('are none of a song that is not there', () => {
    expect(alike('gone')).toBeNull();
  });

  it('are found along an index alone, and nothing is put in order', () => {
    createAlikeSongsFinder(test.db);
    const plans = test.prepared
      .filter((sql) => sql.includes('AS is_hidden'))
      .map((sql) => test.plan(sql).join());
    expect(plans).toHaveLength(5);
    for (const steps of plans) expect(steps).not.toMatch(/SCAN|TEMP B-TREE/);
    expect(plans.filter((steps) => steps.includes('clip_by_prompt'))).toHaveLength(2);
    expect(plans.filter((steps) => steps.includes('clip_by_lyrics'))).toHaveLength(2);
  });
});
