import { describe, expect, it } from 'vitest';
import { en } from '@shared/texts/en';

type Tree = { readonly [key: string]: string | Tree };

function* texts(tree: Tree, path = ''): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') yield [at, value];
    else yield* texts(value, at);
  }
}
const ALL = [...texts(en)];

describe('the texts', () => {
  it('are never empty and have no stray spaces at their ends', () => {
    for (const [at, text] of ALL) {
      expect(text, at).not.toBe('');
      // What only stands between words brings its own room.
      if (/\w/.test(text)) expect(text, at).toBe(text.trim());
    }
  });
  it('say it without exclamation marks and without Oops', () => {
    for (const [at, text] of ALL) expect(text, at).not.toMatch(/!|oops/i);
  });
  it('hold no signs of a markup that nobody reads', () => {
    for (const [at, text] of ALL) expect(text, at).not.toMatch(/\*|`|__/);
  });
  it('call the menu item that fetches files by its name', () => {
    for (const text of [en.recovery.missingFiles_one, en.recovery.missingFiles_other]) {
      expect(text).toContain(`“${en.songs.menu.fetchFiles}”`);
    }
  });
  it('have both forms wherever they have one', () => {
    const keys = new Set(ALL.map(([at]) => at));
    for (const key of keys) {
      if (key.endsWith('_one')) expect(keys, key).toContain(key.replace(/_one$/, '_other'));
      if (key.endsWith('_other')) expect(keys, key).toContain(key.replace(/_other$/, '_one'));
    }
  });
  it('ask for the same things in both forms', () => {
    const names = (text: string) => new Set(text.match(/\{\{\w+/g) ?? []);
    const byKey = new Map(ALL);
    for (const [at, text] of ALL) {
      if (!at.endsWith('_one')) continue;
      const other = byKey.get(at.replace(/_one$/, '_other')) ?? '';
      // The count may be left out of the singular: "this job".
      const wanted = [...names(text)].filter((name) => name !== '{{count');
      for (const name of wanted) expect(names(other), at).toContain(name);
    }
  });
});
