/** Stands in place of each character of a key and of its name, so that every index of the text stays what it was. */
const MASK = '*';
const ONLY_MASK = /^\*+:?$/;
/** So much of a key is shown to tell which one is meant. */
const SHOWN_CHARS = 3;
/** A shorter key would be half told by its beginning. */
const SHORTEST_SHOWN = 8;

/** Names behind which nothing but a key stands: `TT-API-KEY`, `x-api-key`, `apikey`, `Authorization`. */
const KEY_NAME = String.raw`(?<![\w-])(?:[\w-]{0,30}?api[-_ ]?key|(?:proxy-)?authorization)(?![\w-])`;
const TT_KEY_NAME = String.raw`(?<![\w-])(?:-H)?TT[-_ ]?API[-_ ]?KEY(?![\w-])`;
/** Quotes and spaces around what separates name and value; backslashes where it is JSON inside of JSON. */
const AROUND = String.raw`[\\"'\u0060“”‘’ \t]{0,8}`;
const ASSIGNED = `${AROUND}(?:=>|[:=：]{1,2})${AROUND}<?`;
const SCHEME = String.raw`(?:(?:bearer|basic|token)[ \t]{1,4})?`;
const VALUE = String.raw`([^\s"'\u0060“”‘’\\,;{}[\]()&<>|]+)`;

const NAMED_KEY = new RegExp(`(${KEY_NAME})(${ASSIGNED}${SCHEME})${VALUE}`, 'gi');
/** What often stands before a key, and before other things too. */
const LIKELY_KEYS = [
  new RegExp(String.raw`((?<![\w-])key)(${ASSIGNED})${VALUE}`, 'gi'),
  new RegExp(String.raw`(${KEY_NAME})([ \t]{1,4}is[ \t]{1,4}${AROUND})${VALUE}`, 'gi'),
  // `('TT-API-KEY', '…')`, and what browsers copy: the name, and the value on the next line.
  new RegExp(String.raw`(${TT_KEY_NAME})(${AROUND}[,:|]?\s{0,8}${AROUND})${VALUE}`, 'gi'),
  new RegExp(String.raw`((?<![\w-])bearer)([ \t]{1,4})${VALUE}`, 'gi'),
];
const LIKELY_KEY = /^(?=.*\d).{8,}$|^.{16,}$/s;
/** Values that say there is no key, and names of other columns and headers. */
const NO_KEY = /^(?:null|none|true|false|undefined|[^\p{L}\p{N}]*|[\w-]*api[-_]?key|[\w-]+:)$/iu;

/** A text in which no key stands any more. */
export interface MaskedText {
  /** As long as the text was; indexes mean the same in both. */
  readonly text: string;
  /** The keys that stood in it. */
  readonly keys: readonly string[];
}

function isWordCharacter(text: string, index: number): boolean {
  return /[\w-]/.test(text.charAt(index));
}

function masked(text: string): string {
  return MASK.repeat(text.length);
}

/**
 * Takes API keys out of a text: whatever stands behind the name of a key, and the keys in use wherever they stand. The
 * time it takes grows with the length of the text only.
 */
export function maskKeys(text: string, keysInUse: readonly string[]): MaskedText {
  const keys: string[] = [];
  const maskNamed = (isKey: (value: string) => boolean) => {
    return (match: string, name: string, between: string, value: string): string => {
      if (NO_KEY.test(value) || !isKey(value)) return match;
      keys.push(value);
      return masked(name) + between + masked(value);
    };
  };
  let rest = text;
  for (const key of keysInUse) {
    if (key === '') continue;
    rest = rest.replaceAll(key, (found: string, index: number, all: string) => {
      if (isWordCharacter(all, index - 1) || isWordCharacter(all, index + found.length)) return found;
      keys.push(found);
      return masked(found);
    });
  }
  rest = rest.replace(
    NAMED_KEY,
    maskNamed(() => true),
  );
  for (const pattern of LIKELY_KEYS) {
    rest = rest.replace(
      pattern,
      maskNamed((value) => LIKELY_KEY.test(value)),
    );
  }
  return { text: rest, keys };
}

/** Whether this is what a key left behind. */
export function isMasked(word: string): boolean {
  return ONLY_MASK.test(word);
}

/** As much of a key as may be seen: `abc…`. */
export function hiddenKey(key: string): string {
  return key.length < SHORTEST_SHOWN ? '…' : `${key.slice(0, SHOWN_CHARS)}…`;
}
