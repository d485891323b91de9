import { withoutEntities } from './entities';

/** As much of XML as lyrics files need: elements, attributes and text; names without their prefixes. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/** What XML cannot hold, escaped or not. */
const FORBIDDEN = /[\ufffe\uffff\p{Cs}]/gu;

/** Text for between tags and within quotes. */
export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Deeper than this elements are taken for siblings: no file of words is so deep, and a hostile one must do no harm. */
const DEEPEST = 64;

const NAME = /^\/?\s*([^\s/>]+)/;
const ATTRIBUTE = /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readAttributes(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of tag.matchAll(ATTRIBUTE))
    attributes.set(localName(name ?? ''), withoutEntities(double ?? single ?? ''));
  return attributes;
}

/** Where what began at `from` is over: behind `end`, or where the text is. */
function behind(text: string, end: string, from: number): number {
  const index = text.indexOf(end, from);
  return index < 0 ? text.length : index + end.length;
}

/** A nameless element with all that a text has; elements that are not closed end with their parents. Never throws. */
export function readXml(text: string): XmlElement {
  const root: OpenElement = { name: '', attributes: new Map(), children: [] };
  const open: OpenElement[] = [root];
  const add = (child: XmlElement | string) => open.at(-1)?.children.push(child);
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const textEnd = next < 0 ? text.length : next;
    if (textEnd > at) add(withoutEntities(text.slice(at, textEnd)));
    if (next < 0) break;
    if (text.startsWith('<!--', next)) {
      at = behind(text, '-->', next);
    } else if (text.startsWith('<![CDATA[', next)) {
      at = behind(text, ']]>', next);
      add(text.slice(next + '<![CDATA['.length, at - ']]>'.length));
    } else {
      at = behind(text, '>', next);
      readTag(text.slice(next + 1, at - 1), open);
    }
  }
  return root;
}

function readTag(tag: string, open: OpenElement[]): void {
  const name = localName(NAME.exec(tag)?.[1] ?? '');
  if (name === '' || tag.startsWith('?') || tag.startsWith('!')) return;
  if (tag.startsWith('/')) {
    const depth = open.findLastIndex((element) => element.name === name);
    if (depth > 0) open.length = depth;
    return;
  }
  const element: OpenElement = { name, attributes: readAttributes(tag), children: [] };
  open.at(-1)?.children.push(element);
  if (!tag.endsWith('/') && open.length < DEEPEST) open.push(element);
}
