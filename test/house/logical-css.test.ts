import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Stylesheets speak of the beginning and the end of a line, so that the window can be turned for other scripts. */

const FOLDER = join(import.meta.dirname, '../../src/renderer');

/** Declarations that mean left or right whatever the direction of the page. */
const PHYSICAL = [
  /(?:^|[^-\w])(?:left|right)\s*:/,
  /(?:margin|padding|border)-(?:left|right)\b/,
  /border-(?:top|bottom)-(?:left|right)-radius/,
  /(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
];
const FOUR_SIDES = /(?:^|[^-\w])(?:margin|padding|inset|border-width)\s*:\s*([^;]+)/;
/** `0 var(--a) calc(1px + 2px) 0` in its parts. */
const PARTS = /(?:[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s])+/g;

/** What may be physical, and why. */
const ALLOWED: readonly { readonly file: RegExp; readonly line: RegExp; readonly why: string }[] = [
  { file: /./, line: /^\s*left: 50%;/, why: 'the middle is the middle from both sides' },
  { file: /notice-stack/, line: /left: var\(--content-left/, why: 'measured by the page from its left edge' },
  { file: /shelf\.module/, line: /./, why: 'a drawing' },
];

/** Why a line of a stylesheet is not fit for both directions; null where it is. */
function physicalPart(line: string): string | null {
  const code = line.replace(/\/\*.*?\*\//g, '');
  const found = PHYSICAL.map((pattern) => pattern.exec(code)?.[0]).find((text) => text !== undefined);
  if (found !== undefined) return found.trim();
  const sides = FOUR_SIDES.exec(code)?.[1]?.match(PARTS) ?? [];
  return sides.length === 4 && sides[1] !== sides[3] ? sides.join(' ') : null;
}

function* stylesheets(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* stylesheets(path);
    else if (entry.name.endsWith('.css')) yield path;
  }
}

describe('stylesheets', () => {
  it('name no left and no right', () => {
    const found = [...stylesheets(FOLDER)].flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line, index) => ({ line, at: `${path.slice(FOLDER.length + 1)}:${index + 1}` }))
        .filter(({ line }) => physicalPart(line) !== null)
        .filter(({ line, at }) => !ALLOWED.some((each) => each.file.test(at) && each.line.test(line)))
        .map(({ line, at }) => `${at} ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    '  left: 4px;',
    '  margin-right: auto;',
    '  text-align: left;',
    '  padding: 0 var(--space-2) 0 10px;',
    '  border-top-left-radius: 4px;',
  ])('are refused where they do: %s', (line) => {
    expect(physicalPart(line)).not.toBeNull();
  });

  it.each([
    '  inset-inline-start: 4px;',
    '  padding: 1px 2px 3px 2px;',
    '  text-align: start;',
    '  color: red;',
  ])('are taken where they do not: %s', (line) => {
    expect(physicalPart(line)).toBeNull();
  });
});
