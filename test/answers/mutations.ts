import * as fc from 'fast-check';

/**
 * JSON texts that differ from a good one in a few places. The text is kept as a tree whose objects are lists of entries,
 * so that keys may come twice and may be `__proto__`; leaves are JSON text, so that any number can be written.
 */
export type Node =
  | { readonly kind: 'leaf'; json: string }
  | { readonly kind: 'list'; members: Node[] }
  | { readonly kind: 'object'; entries: [key: string, value: Node][] };

export function toNode(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', members: value.map(toNode) };
  if (typeof value !== 'object' || value === null) return leaf(JSON.stringify(value));
  return { kind: 'object', entries: Object.entries(value).map(([key, member]) => [key, toNode(member)]) };
}

export function printNode(node: Node): string {
  switch (node.kind) {
    case 'leaf':
      return node.json;
    case 'list':
      return `[${node.members.map(printNode).join(',')}]`;
    case 'object':
      return `{${node.entries.map(([key, value]) => `${JSON.stringify(key)}:${printNode(value)}`).join(',')}}`;
  }
}

function leaf(json: string): Node {
  return { kind: 'leaf', json };
}

const ODD_LEAVES: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1e308',
    '-1e308',
    '1e400',
    '5e-324',
    '0.1',
    '9007199254740993',
  ],
  ...[
    '""',
    '" "',
    '"NaN"',
    '"Infinity"',
    '"-1"',
    '"1e9"',
    '"0x10"',
    '"100%"',
    '"true"',
    '"null"',
    '"[]"',
    '"{}"',
  ],
  ...[
    '"__proto__"',
    '"constructor"',
    '".."',
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u202e"',
    '"a\\nb"',
  ],
  ...['"SUCCESS"', '"FAILED"', '"ON_QUEUE"', '"lost"', '"API key is invalid"', '401', '404', '429', '500'],
  ...['"javascript:alert(1)"', '"file:///etc/passwd"', '"https://other.example/x"', '"http://[::1"'],
  ...[
    '"[[0,1],[5,2]]"',
    '[[0,1],[5,2]]',
    '[[10,13],[13,17]]',
    '{"value":{"markers":[[0,1]]}}',
    '[[1e400,"x"]]',
  ],
  ...['[]', '{}', '[[]]', '[null]', '{"__proto__":{"polluted":true}}', '{"toString":null}', '{"length":3}'],
  ...[
    '"2026-02-30 25:61:61"',
    '1777636800',
    '1777636800000',
    '1777636800000000',
    '"[Instrumental]"',
    '"[End - 1:20]"',
  ],
  JSON.stringify('x'.repeat(30_000)),
  JSON.stringify('潮'.repeat(3_000)),
  JSON.stringify(' '.repeat(30_000)),
  JSON.stringify('[Verse]\n'.repeat(2_000)),
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  `${'{"value":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
];

const ODD_KEYS: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'length',
    '',
    '\u0000',
  ],
  ...[
    'clips',
    'musics',
    'music',
    'data',
    'status',
    'code',
    'message',
    'clip_id',
    'clipId',
    'id',
    'title',
    'lyrics',
  ],
  ...[
    'lyrics_timing_markers',
    'duration',
    'durations',
    'create_time',
    'audio_url',
    'audioUrl',
    'image_url',
    'jobId',
  ],
];

/** One change of one place. Numbers pick the place and what is put there; they are taken modulo what there is. */
type Change = readonly [how: (typeof HOW)[number], place: number, otherPlace: number, pick: number];
const HOW = [
  'replace',
  'remove',
  'repeat-key',
  'rename-key',
  'repeat-member',
  'swap',
  'wrap',
  'scale',
  'grow',
  'text',
] as const;

// Without bias: small numbers would mean the first places again and again.
const anyNumber = fc.noBias(fc.nat());
const change: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...HOW), anyNumber, anyNumber, anyNumber);
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, { minLength: 1, maxLength: 6 });

/** A place in the tree: what stands there, and how to put something else there. */
interface Place {
  readonly node: Node;
  readonly parent: Node | null;
  readonly index: number;
  put(node: Node): void;
}

function placesOf(root: Node): Place[] {
  const places: Place[] = [];
  function walk(node: Node): void {
    if (node.kind === 'list') {
      node.members.forEach((member, index) => {
        places.push({ node: member, parent: node, index, put: (next) => void (node.members[index] = next) });
        walk(member);
      });
    } else if (node.kind === 'object') {
      node.entries.forEach((entry, index) => {
        places.push({ node: entry[1], parent: node, index, put: (next) => void (entry[1] = next) });
        walk(entry[1]);
      });
    }
  }
  walk(root);
  return places;
}

/** The good answer with these changes made one after another, as text. */
export function mutate(good: unknown, list: readonly Change[]): string {
  const root = toNode(good);
  let printed: string | null = null;
  for (const [how, at, otherAt, pick] of list) {
    const places = weighted(placesOf(root));
    const place = places[at % places.length];
    const other = places[otherAt % places.length];
    if (!place || !other) continue;
    if (how === 'text') printed = changeText(printed ?? printNode(root), at, pick);
    else changeTree(how, place, other, pick);
  }
  return printed ?? printNode(root);
}

/** Hundreds of marker pairs would take nearly every change; whole songs and their fields shall have most. */
function weighted(places: readonly Place[]): readonly Place[] {
  return places.flatMap((place) => {
    const isPair = place.parent?.kind === 'list' && place.index > 3;
    if (isPair || (place.node.kind === 'leaf' && place.parent?.kind === 'list')) return [];
    const isSong = place.parent?.kind === 'list' && place.node.kind === 'object';
    return isSong ? [place, place, place, place] : [place];
  });
}

function changeTree(
  how: Exclude<(typeof HOW)[number], 'text'>,
  place: Place,
  other: Place,
  pick: number,
): void {
  const odd = leaf(ODD_LEAVES[pick % ODD_LEAVES.length] ?? 'null');
  const { node, parent, index } = place;
  switch (how) {
    case 'replace':
      place.put(odd);
      return;
    case 'remove':
      if (parent?.kind === 'list') parent.members.splice(index, 1);
      if (parent?.kind === 'object') parent.entries.splice(index, 1);
      return;
    case 'repeat-key':
      if (parent?.kind === 'object') parent.entries.push([parent.entries[index]?.[0] ?? '', odd]);
      return;
    case 'rename-key':
      if (parent?.kind === 'object') {
        parent.entries.splice(index, 1, [ODD_KEYS[pick % ODD_KEYS.length] ?? '', node]);
      }
      return;
    case 'repeat-member':
      if (parent?.kind === 'list') parent.members.splice(index, 0, copyOf(node));
      return;
    case 'swap':
      // As texts: one may lie inside the other.
      place.put(leaf(printNode(other.node)));
      return;
    case 'wrap':
      place.put(
        pick % 2 === 0
          ? { kind: 'list', members: [node] }
          : { kind: 'object', entries: [[ODD_KEYS[pick % ODD_KEYS.length] ?? 'value', node]] },
      );
      return;
    case 'scale':
      if (node.kind === 'leaf' && Number.isFinite(Number(node.json))) {
        place.put(leaf(String(Number(node.json) * ([1_000, 1e-3, -1, 1e15][pick % 4] ?? 1))));
      }
      return;
    case 'grow':
      if (node.kind === 'list') {
        for (let count = 0; count < 40; count += 1) node.members.push(copyOf(node.members[count] ?? odd));
      } else if (node.kind === 'object') {
        node.entries.push([ODD_KEYS[pick % ODD_KEYS.length] ?? '', odd]);
      }
      return;
  }
}

function copyOf(node: Node): Node {
  switch (node.kind) {
    case 'leaf':
      return leaf(node.json);
    case 'list':
      return { kind: 'list', members: node.members.map(copyOf) };
    case 'object':
      return { kind: 'object', entries: node.entries.map(([key, value]) => [key, copyOf(value)]) };
  }
}

/** Changes that know nothing of JSON: a cut, a character more, a character less, a byte order mark. */
function changeText(text: string, at: number, pick: number): string {
  const place = at % (text.length + 1);
  switch (pick % 5) {
    case 0:
      return text.slice(0, place);
    case 1:
      return text.slice(0, place) + text.slice(place + 1);
    case 2:
      return text.slice(0, place) + ('{}[]",:\\\u0000 0-x'[pick % 13] ?? '') + text.slice(place);
    case 3:
      return `\uFEFF${text}`;
    default:
      return text.slice(place) + text.slice(0, place);
  }
}
