import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/*
 * What stands on what in the interface, and how much it has to stand out: DESIGN.md asks 4.5:1 of text (status colours
 * included) and 3:1 of large type, of the edges of controls and of the focus ring. The colours are read from the style
 * sheet itself, so a change there is measured here.
 */

const TEXT = 4.5;
const EDGE = 3;

type Rgb = readonly [number, number, number];
type Theme = 'dark' | 'light';

const css = readFileSync(new URL('../../src/renderer/styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const block = new RegExp(`:root\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1];
  if (block === undefined) throw new Error(`No tokens for ${theme}`);
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
}

/** A colour as it is seen on `ground`: see-through ones are laid over it. */
function parse(value: string, ground: Rgb): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value);
  if (hex) return [1, 2, 3].map((at) => parseInt(hex[at] ?? '', 16)) as unknown as Rgb;
  const rgb = /^rgb\((\d+) (\d+) (\d+)(?: \/ ([\d.]+))?\)$/.exec(value);
  if (!rgb) throw new Error(`Not a colour that this test reads: ${value}`);
  const alpha = rgb[4] === undefined ? 1 : Number(rgb[4]);
  return [0, 1, 2].map((at) => {
    const over = Number(rgb[at + 1]);
    return over * alpha + (ground[at] ?? 0) * (1 - alpha);
  }) as unknown as Rgb;
}

function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

/** What lists, cards and rows are made of: all of them carry text. */
const GROUNDS = ['bg', 'surface', 'raised'] as const;

/** [what, on what, how much] */
const PAIRS: readonly (readonly [string, string, number])[] = [
  // Text and status colours wherever they may stand.
  ...['text', 'muted', 'faint', 'accent', 'warm', 'ok', 'warn', 'bad'].flatMap((text) =>
    GROUNDS.map((ground) => [text, ground, TEXT] as const),
  ),
  // The selected row carries everything that a row can say.
  ...['text', 'muted', 'faint', 'accent', 'warm', 'ok', 'warn', 'bad'].map(
    (text) => [text, 'soft', TEXT] as const,
  ),
  ...['text', 'muted'].map((text) => [text, 'raised-hover', TEXT] as const),
  ['accent', 'soft-strong', TEXT],
  ['warn', 'warn-soft', TEXT],
  ['text', 'warn-soft', TEXT],
  ['bad', 'bad-soft', TEXT],
  ['text', 'bad-soft', TEXT],
  ['on-accent', 'accent', TEXT],
  ['on-accent', 'accent-hover', TEXT],
  ['on-bad', 'bad', TEXT],
  // Edges of fields, boxes and switches; what fills progress bars; the focus ring.
  ...GROUNDS.map((ground) => ['edge', ground, EDGE] as const),
  ...[...GROUNDS, 'soft'].map((ground) => ['accent', ground, EDGE] as const),
  ['accent', 'raised-hover', EDGE],
];

describe.each(['dark', 'light'] as const)('contrast, %s', (theme) => {
  const tokens = tokensOf(theme);
  const token = (name: string): string => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`No token --${name}`);
    return value;
  };
  const ground = (name: string): Rgb => parse(token(name), [0, 0, 0]);

  it.each(PAIRS)('%s on %s is at least %s:1', (what, on, least) => {
    const below = ground(on);
    expect(contrast(parse(token(what), below), below)).toBeGreaterThanOrEqual(least);
  });

  it('keeps muted text readable on a row under the pointer', () => {
    const below = parse(token('hover'), ground('bg'));
    for (const text of ['text', 'muted', 'faint', 'bad', 'ok', 'warn']) {
      expect(contrast(ground(text), below), text).toBeGreaterThanOrEqual(TEXT);
    }
  });
});

describe('the measure itself', () => {
  it('knows the ends of the scale', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([90, 90, 90], [90, 90, 90])).toBe(1);
  });
});
