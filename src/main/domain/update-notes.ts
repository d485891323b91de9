/** Longer notes are cut: nobody reads them to the end. */
const MOST_CHARACTERS = 20_000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
/** What begins a new line where markup is taken out. */
const BLOCK = /<\/?(?:p|div|br|ul|ol|h[1-6]|tr|table|pre|blockquote|hr)\b[^<>]{0,2000}>/giu;
const ITEM = /<li\b[^<>]{0,2000}>/giu;
const UNSEEN = /<(script|style)\b[^<>]{0,2000}>[\s\S]*?<\/\1\s*>/giu;
const TAG = /<\/?[a-z][^<>]{0,2000}>|<!--[\s\S]*?-->/giu;
/** What Markdown writes before a heading: the empty line around it tells as much. */
const HEADING = /^#{1,6} +/gmu;
/** Other than line ends: signs that move what is written, or hide it. */
const CONTROL = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** Notes of one version among several. */
export interface VersionNotes {
  readonly version: string;
  readonly note: string | null;
}

/**
 * What a source says of a version as text that can be shown as it is. Some write Markdown, which reads well so, but for the signs of its headings; others HTML, whose markup
 * goes. Nothing of it is ever taken for markup afterwards: what looks like it is text.
 *
 * @param notes of one version, or of all versions since the one that runs, the newest first
 */
export function plainNotes(notes: string | readonly VersionNotes[] | null | undefined): string {
  if (notes === null || notes === undefined) return '';
  const text =
    typeof notes === 'string'
      ? plain(notes)
      : notes
          .map(({ version, note }) => `${version}\n\n${plain(note ?? '')}`.trim())
          .filter((part) => part !== '')
          .join('\n\n');
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function plain(notes: string): string {
  // Far more than is shown, and little enough to be read at once.
  const given = notes.slice(0, MOST_CHARACTERS * 5).replace(/\r\n?/gu, '\n');
  const isMarkup = /<\/(?:p|ul|ol|li|h[1-6]|div|a|strong|em|code)\s*>/iu.test(given);
  const text = isMarkup ? withoutMarkup(given) : given;
  return text
    .replace(CONTROL, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/[ \t]+$/gmu, '')
    .replace(HEADING, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

function withoutMarkup(html: string): string {
  return html
    .replace(UNSEEN, '')
    .replace(/\n\s*/gu, '\n')
    .replace(ITEM, '\n- ')
    .replace(BLOCK, '\n')
    .replace(TAG, '')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/giu,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      },
    );
}
