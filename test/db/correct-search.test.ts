import { describe, expect, it } from 'vitest';
import { createSongIndex } from '../../src/main/db/song-index';
import { correctSearch } from '../../src/main/services/correct-search';
import { createDatabases } from '../support/database';

const databases = createDatabases();
/** Words of songs; each has no other within reach of a slip. */
const WORDS = ['morning', 'railing', 'harmonium', 'утренняя', 'lullabies', 'sea'];

function indexOf(words: readonly string[]) {
  const { db } = databases.open();
  const insert = db.prepare<[number, string]>(
    `INSERT INTO song_search (rowid, title, words, about) VALUES (?, '', ?, '')`,
  );
  words.forEach((word, at) => insert.run([at + 1, word]));
  return createSongIndex(db);
}

/** Every word that is typed with one slip in it, from its second letter on. */
function slipsIn(word: string): string[] {
  const letters = [...word];
  return letters.flatMap((letter, at) => {
    if (at === 0) return [];
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at + 1).join('')];
    const next = letters[at + 1];
    const turned =
      next === undefined || next === letter ? [] : [before + next + letter + letters.slice(at + 2).join('')];
    return [`${before}${after}`, `${before}w${after}`, `${before}w${letter}${after}`, ...turned];
  });
}

describe('a search with a slip', () => {
  const open = () => indexOf([...WORDS, 'mirror', 'malice', 'roses', 'hollow', 'yonder', 'lamp']);

  it.each(WORDS.filter((word) => word.length > 4))('in %s is corrected, wherever it is', (word) => {
    const index = open();
    // Without its last letter it is the beginning of the word, which is found as it is.
    const typed = slipsIn(word).filter((slip) => !word.startsWith(slip));
    expect(typed.length).toBeGreaterThan(word.length * 2);
    expect(typed.filter((slip) => correctSearch(index, slip) !== word)).toEqual([]);
  });

  it('never has all words of one letter read', () => {
    const index = open();
    const read: string[] = [];
    const words = (beginning: string) => {
      read.push(beginning);
      return index.words(beginning);
    };
    correctSearch({ ...index, words }, 'mzqwtplk');
    expect(read.length).toBeGreaterThan(2);
    expect(read.filter((beginning) => beginning.length < 2)).toEqual([]);
  });

  it('is left as it is where no word is near', () => {
    const index = open();
    expect(correctSearch(index, 'zzzzzz')).toBeNull();
    expect(correctSearch(index, 'saa')).toBeNull();
  });
});

describe('letters that words go on with', () => {
  it('are each told once, whatever they are made of', () => {
    const index = indexOf(['ma', 'mab', 'mob', 'mobs', 'm', 'm𝔞𝔟', 'nun', 'мир']);
    expect(index.nextLetters('m')).toEqual(['a', 'o', '𝔞']);
    expect(index.nextLetters('mob')).toEqual(['s']);
    expect(index.nextLetters('м')).toEqual(['и']);
    expect(index.nextLetters('x')).toEqual([]);
  });
});
