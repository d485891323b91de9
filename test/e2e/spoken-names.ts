import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { spokenNodes, type SpokenNode } from './accessibility-tree';
import { expect } from './program';

/**
 * What a screen reader is given, in each language: everything that can be used has a name, in that language, by which it is told
 * from what stands beside it; and everything that can be pressed is large enough.
 */

const USABLE: ReadonlySet<string> = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'checkbox',
  'radio',
  'switch',
  'slider',
  'spinbutton',
  'combobox',
  'option',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'tab',
  'row',
]);
/** What is found by its name. */
const NAMED: ReadonlySet<string> = new Set([
  ...USABLE,
  'dialog',
  'region',
  'navigation',
  'main',
  'grid',
  'listbox',
  'radiogroup',
]);

interface Catalogue {
  readonly jobs: readonly Readonly<Record<string, unknown>>[];
}

/** Every text of the sample songs: titles, words, prompts, answers; none of them is the program's own. */
function textsOfSongs(): readonly string[] {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(...value.replace(/[[\]]/g, '').split(/[\n,]/));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(
    (JSON.parse(readFileSync(join('resources', 'sample', 'catalogue.json'), 'utf8')) as Catalogue).jobs,
  );
  return [...new Set(texts.map((text) => text.trim()).filter((text) => /[a-z]/i.test(text)))].sort(
    (one, other) => other.length - one.length,
  );
}

const OF_SONGS = textsOfSongs();

/** Words of Latin letters that are the same in every language: names, formats, units, keys, what is typed into the search box. */
const SAME_EVERYWHERE =
  /\b(?:Flowshelf|WAV|LRC|TXT|SRT|WebVTT|ASS|TTML|JSON|Markdown|CSV|M3U8?|ZIP|LUFS|API|TTAPI|TT_API_KEY|FLOWSHELF_\w+|Wayland|Electron|Chromium|MIT|UUID|id|ID|PDF|seed|Ctrl|Alt|Shift|Esc|Enter|Tab|F\d+|A[–-][ZI]|m4a|mp4|wav|txt|lrc|zip|English|System|LDAC|kHz|Hz|MB|KB|kB|ms|min|ok)\b/gi;

function foreignWords(name: string): readonly string[] {
  let own = name;
  for (const text of OF_SONGS) own = own.replaceAll(text, ' ');
  return own.replace(SAME_EVERYWHERE, ' ').match(/[A-Za-z]{3,}/g) ?? [];
}

const told = ({ role, name, within }: SpokenNode) => `${role} “${name}” in ${within.slice(0, 3).join(' < ')}`;

/** Buttons of one group that are called the same; lines that are sung twice may be. */
function namedTwice(nodes: readonly SpokenNode[]): readonly string[] {
  const pressed = nodes.filter(
    ({ role, within }) =>
      (role === 'button' || role === 'link') && !within.some((each) => /^listitem\b/.test(each)),
  );
  return pressed
    .filter((node, index) =>
      pressed.slice(0, index).some((other) => other.groupId === node.groupId && other.name === node.name),
    )
    .map(told);
}

/**
 * What is smaller than 24 by 24 pixels and has not as much room around it instead (WCAG 2.2, 2.5.8). A label is pressed for what it
 * names, and what is drawn beyond a button by `::before` belongs to it. The lines between columns, which arrows move too, are left
 * out: as wide as that they would lie on the heads that are pressed for an order.
 */
const TOO_SMALL = `(() => {
  const LEAST = 24;
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !element.closest('[inert], [aria-hidden=true]');
  const boxOf = (element) => {
    const own = element.getBoundingClientRect();
    const boxes = [own, ...[...(element.labels ?? [])].map((label) => label.getBoundingClientRect())];
    const before = getComputedStyle(element, '::before');
    const reach = before.position === 'absolute' && before.content !== 'none' ? -Math.min(0, parseFloat(before.top) || 0) : 0;
    return {
      left: Math.min(...boxes.map((box) => box.left)) - reach, right: Math.max(...boxes.map((box) => box.right)) + reach,
      top: Math.min(...boxes.map((box) => box.top)) - reach, bottom: Math.max(...boxes.map((box) => box.bottom)) + reach,
    };
  };
  const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=option], [role^=menuitem], [role=tab]')]
    .filter((element) => isShown(element) && element.getClientRects().length > 0 && !element.matches('[data-base-ui-focus-guard], input[type=range]'))
    .map((element) => ({ element, box: boxOf(element) }))
    .filter(({ box }) => box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && box.right - box.left > 1 && box.bottom - box.top > 1);
  const small = ({ box }) => box.right - box.left < LEAST - 0.5 || box.bottom - box.top < LEAST - 0.5;
  const middle = ({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });
  const distance = ({ x, y }, { left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  const isCrowded = (one) => targets.some((other) => {
    if (other === one || other.element.contains(one.element) || one.element.contains(other.element)) return false;
    if (distance(middle(one.box), other.box) < LEAST / 2 - 0.5) return true;
    const from = middle(one.box), to = middle(other.box);
    return small(other) && Math.hypot(from.x - to.x, from.y - to.y) < LEAST - 0.5;
  });
  return targets.filter((target) => small(target) && isCrowded(target)).map(({ element, box }) =>
    (element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent ?? '')).trim().slice(0, 50) +
    ' (' + Math.round(box.right - box.left) + ' × ' + Math.round(box.bottom - box.top) + ')');
})()`;

/**
 * Fails where something in the window as it is now has no name of its own in its language, or is too small.
 *
 * @param isEnglish whether the window is in English, to which no other language is to be kept apart
 */
export async function expectSpoken(window: Page, what: string, isEnglish: boolean): Promise<void> {
  const nodes = await spokenNodes(window);
  const nameless = nodes.filter(({ role, name }) => NAMED.has(role) && name === '');
  expect.soft(nameless.map(told), `without a name, ${what}`).toEqual([]);
  expect.soft(namedTwice(nodes), `two of one name, ${what}`).toEqual([]);
  if (!isEnglish) {
    const foreign = nodes.filter(({ role, name }) => NAMED.has(role) && foreignWords(name).length > 0);
    expect.soft(foreign.map(told), `not in this language, ${what}`).toEqual([]);
  }
  expect.soft(await window.evaluate(TOO_SMALL), `too small to be hit, ${what}`).toEqual([]);
}
