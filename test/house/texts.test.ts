import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, LANGUAGE_TRAITS, type Language } from '@shared/language';
import { en } from '@shared/texts/en';
import { ru } from '@shared/texts/ru';
import { zh } from '@shared/texts/zh';

type Tree = { readonly [key: string]: string | Tree };

function* texts(tree: Tree, path = ''): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') yield [at, value];
    else yield* texts(value, at);
  }
}

const CATALOGUES: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  en: [...texts(en)],
  ru: [...texts(ru)],
  zh: [...texts(zh)],
};
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

const FORM = /_(?:one|two|few|many|other)$/;
const nameOf = (key: string): string => key.replace(FORM, '');
/** Keys of texts with a number, without their forms. */
const COUNTED = new Set(CATALOGUES.en.filter(([at]) => at.endsWith('_other')).map(([at]) => nameOf(at)));
const isForm = (at: string): boolean => FORM.test(at) && COUNTED.has(nameOf(at));
const formsOf = (language: Language): readonly string[] =>
  new Intl.PluralRules(LANGUAGE_TRAITS[language].tag).resolvedOptions().pluralCategories;

/** What a text asks for: `{{count, number}}` → `count, number`. */
const asked = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, name = '']) => name))].sort();

describe.each(LANGUAGES)('the texts, %s', (language) => {
  const all = CATALOGUES[language];

  it('are never empty and have no stray spaces at their ends', () => {
    for (const [at, text] of all) {
      expect(text, at).not.toBe('');
      // What only stands between words brings its own room.
      if (/[\p{L}\d]/u.test(text)) expect(text, at).toBe(text.trim());
      expect(text, at).not.toMatch(/ {2}/);
    }
  });
  it('say it without exclamation marks and without Oops', () => {
    for (const [at, text] of all) expect(text, at).not.toMatch(/[!！]|oops/i);
  });
  it('hold no signs of a markup that nobody reads', () => {
    for (const [at, text] of all) expect(text, at).not.toMatch(/\*|`|__/);
  });
  it('have the forms that numbers need in this language, and no others', () => {
    const expected = [...COUNTED].flatMap((name) => formsOf(language).map((form) => `${name}_${form}`));
    expect(
      all
        .map(([at]) => at)
        .filter(isForm)
        .sort(),
    ).toEqual(expected.sort());
  });
});

describe('the English texts', () => {
  it('call the menu item that fetches files by its name', () => {
    for (const text of [en.recovery.missingFiles_one, en.recovery.missingFiles_other]) {
      expect(text).toContain(`“${en.songs.menu.fetchFiles}”`);
    }
  });
  it('ask for the same things in both forms', () => {
    const byKey = new Map(CATALOGUES.en);
    for (const [at, text] of CATALOGUES.en) {
      if (!at.endsWith('_one')) continue;
      // The count may be left out of the singular: "this job".
      const wanted = asked(text).filter((name) => !name.startsWith('count'));
      expect(asked(byKey.get(at.replace(/_one$/, '_other')) ?? ''), at).toEqual(
        expect.arrayContaining(wanted),
      );
    }
  });
});

/** Texts that may be the same as in English, and why. */
const SAME: readonly { readonly why: string; readonly keys: RegExp }[] = [
  { why: 'the program’s own name', keys: /^(?:common\.appName|menu\.program|settings\.about\.version)$/ },
  { why: 'names of programs and licences', keys: /^settings\.about\.(?:versions|licenceText)$/ },
  { why: 'names of formats and units', keys: /^exporting\.(?:format|part)\.|^compare\.lufs$|(?:^|\.)wav$/ },
  { why: 'what keys are labelled with', keys: /^common\.key\.|^shell\.shortcuts\.typeToJumpKeys$/ },
  { why: 'names of keys of the comparison', keys: /^compare\.shortcut\.(?:letters|numbers)$/ },
  { why: 'a file’s name', keys: /^diagnostics\.report$|^settings\.wordsFiles\.lrc$/ },
  {
    why: 'words that the service and its users have',
    keys: /^compare\.seed$|^filters\.name\.(?:bpm|seed|id)$/,
  },
  { why: 'a part of a name pattern', keys: /^exporting\.placeholder\.id$/ },
  { why: 'an example of what is pasted', keys: /^jobs\.add\.placeholder$/ },
  { why: 'what is usual for bytes', keys: /^common\.unit\./ },
  { why: 'the sign of a repeated part', keys: /^player\.options\.loopShort$/ },
];

describe.each(OTHERS)('the texts in %s against English', (language) => {
  const all = CATALOGUES[language];
  const english = new Map(CATALOGUES.en);

  it('are there for every key, and for none that English does not have', () => {
    const plain = (catalogue: readonly (readonly [string, string])[]) =>
      [...new Set(catalogue.map(([at]) => (isForm(at) ? nameOf(at) : at)))].sort();
    expect(plain(all)).toEqual(plain(CATALOGUES.en));
  });

  it('ask for the same values', () => {
    for (const [at, text] of all) {
      const source = english.get(isForm(at) ? `${nameOf(at)}_other` : at) ?? '';
      // A text may leave out its number where it is of one and many alike: "Nothing of these songs is on disk".
      const isBare = isForm(at) && !asked(text).some((name) => name.startsWith('count'));
      const wanted = isBare ? asked(source).filter((name) => !name.startsWith('count')) : asked(source);
      expect(asked(text), at).toEqual(wanted);
    }
  });

  it('are translated', () => {
    const same = all
      .filter(
        ([at, text]) => /\p{L}{2}/u.test(text.replace(/\{\{[^}]+\}\}/g, '')) && english.get(at) === text,
      )
      .map(([at]) => at)
      .filter((at) => !SAME.some(({ keys }) => keys.test(at)));
    expect(same).toEqual([]);
  });

  it('do not leave out the number of one where that form stands for others too', () => {
    // 21 is told as one is in Russian.
    const byKey = new Map(all);
    for (const [at, text] of all) {
      if (!at.endsWith('_many') || !asked(text).some((name) => name.startsWith('count'))) continue;
      for (const form of formsOf(language)) {
        const other = `${nameOf(at)}_${form}`;
        expect(asked(byKey.get(other) ?? ''), other).toEqual(asked(text));
      }
    }
  });
});

/** Text as it is seen, with a word for whatever is put in. */
const filled = (text: string, word: string): string => text.replace(/\{\{[^}]+\}\}/g, word);

describe('Russian', () => {
  it('is written with Cyrillic letters and Russian quotation marks', () => {
    for (const [at, text] of CATALOGUES.ru) {
      // The example of what is pasted is JSON.
      if (at !== 'jobs.add.placeholder') expect(text, at).not.toMatch(/[“”„"']/u);
    }
  });
  it('mixes no Latin letter into a word', () => {
    for (const [at, text] of CATALOGUES.ru) {
      expect(filled(text, ''), at).not.toMatch(/[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё]/u);
    }
  });
});

describe('Chinese', () => {
  const HAN = '\\p{Script=Han}';
  it('has full-width punctuation, and no spaces around it', () => {
    for (const [at, text] of CATALOGUES.zh) {
      expect(filled(text, ''), at).not.toMatch(new RegExp(`${HAN}[,;:?()"']|[,;:?()"']${HAN}`, 'u'));
      expect(text, at).not.toMatch(/[，。：；？（）、“”] | [，。：；？（）、“”]/u);
    }
  });
  it('parts Latin letters and numbers from Chinese ones by a space', () => {
    for (const [at, text] of CATALOGUES.zh) {
      expect(filled(text, ''), at).not.toMatch(new RegExp(`${HAN}[A-Za-z0-9]|[A-Za-z0-9%]${HAN}`, 'u'));
      // Numbers too, which are put in.
      expect(text, at).not.toMatch(new RegExp(`${HAN}\\{\\{\\w+, number|, number\\}\\}${HAN}`, 'u'));
    }
  });
});

// ------------------------------------------------------------------------------------------------- what is used

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!path.endsWith(join('shared', 'texts'))) yield* sources(path);
    } else if (/\.tsx?$/.test(entry.name)) {
      yield readFileSync(path, 'utf8');
    }
  }
}

/** All that the program is written in, but for the texts. */
const PROGRAM = [...sources(join(import.meta.dirname, '../../src'))].join('\n');

/** Areas that main reads as objects, by the names within them. */
const OF_MAIN = /^(?:menu|notifications|errors|exporting)\./;

describe('every text', () => {
  const named = new Set(
    [...PROGRAM.matchAll(/['"`]([A-Za-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key),
  );
  /** Keys that are put together: `jobs.state.${state}`. */
  const patterns = [...PROGRAM.matchAll(/`([A-Za-z]+\.(?:[^`]|\$\{[^}]*\})*?)`/g)]
    .map(([, key = '']) => key)
    .filter((key) => key.includes('${') && !/[\s/]/.test(key.replace(/\$\{[^}]*\}/g, '')))
    .map(
      (key) =>
        new RegExp(
          `^${key
            .split(/\$\{[^}]*\}/)
            .map((part) => part.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&'))
            .join('[\\w.-]+')}$`,
        ),
    );
  const words = new Set(PROGRAM.match(/[\w-]+/g));

  it('is used somewhere', () => {
    const unused = CATALOGUES.en
      .map(([at]) => nameOf(at).replace(/_zero$/, ''))
      .filter((key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)))
      .filter((key) => !(OF_MAIN.test(key) && words.has(key.split('.').at(-1) ?? '')));
    expect([...new Set(unused)]).toEqual([]);
  });
});
