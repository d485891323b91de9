/**
 * What must not stand in a log: keys, signed addresses, the user's name, the titles of songs. A log is made to be sent
 * to strangers; what helps them to help (codes, ids, hosts, kinds of files) stays.
 */

export interface Redaction {
  /** Texts that are never written, whatever stands around them: API keys. */
  readonly secrets: readonly string[];
  /** The user's home folder; null when unknown. Written as `~`. */
  readonly homeFolder: string | null;
}

const HIDDEN = '[hidden]';
/** Shorter ones would take words out of every line; no service gives such keys. */
const SHORTEST_SECRET = 8;
/** A line longer than this tells no more than its beginning does. */
const MAX_LINE = 8_000;

/** A name that says "key", what stands between it and its value (also as JSON inside of JSON), and the value. */
const NAMED_SECRET =
  /\b((?:tt[-_]?)?api[-_ ]?key|authorization|proxy-authorization|cookie|set-cookie|access[-_]?token|secret|password)(\\{0,4}["']?\s{0,4}[:=]\s{0,4}\\{0,4}["']?)(?:(?:bearer|basic)\s{1,4})?[^\s"'\\,;}&]{1,2000}/giu;
/** `https://name:password@host` */
const USER_INFO = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'@]{1,500}@/giu;
/** Everything behind the question mark of an address: signatures stand there. */
const QUERY = /\?[^\s"'<>\\?=]{1,200}=[^\s"'<>\\]{0,8000}/gu;
/** The folder of a person, on the three systems and on disks that are mounted under a name. Backslashes may be doubled. */
const PERSONAL_FOLDER =
  /((?:\/home|\/Users|\/run\/media|\/media|[A-Za-z]:\\{1,4}Users|[A-Za-z]:\/Users)[/\\]{1,4})[^/\\\n"':]{1,200}/gu;
/**
 * The folder of a song, `<title> [<id>]`, and a file in it. A title reaches back to what no name may hold, which is also what
 * stands around a path: a quote in JSON, a slash, a colon behind words.
 */
const SONG_FOLDER =
  /(^|[<>"?*|/\\:] ?)[^<>"?*|/\\:\n]{1,300} (\[(?!hidden\])[\w-]{4,44}\])(?:([/\\]{1,4})([^/\\"\n]{1,300}))?/gu;
/** Endings of what stands in such a folder, ours and those of other programs. */
const ENDING =
  /(?:\.(?:audio|wav|video|cover|flowshelf))?\.(?:m4a|mp3|wav|mp4|webm|flac|ogg|jpe?g|png|webp|txt|lrc|srt|json|part|tmp)(?=["'\s]|$)/giu;
/** Other than the blank: a text of someone else must not look like a line of ours. */
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** One line fit to be read by others. Never longer than 8,000 characters. */
export function redact(text: string, { secrets, homeFolder }: Redaction): string {
  let line = text.replace(CONTROL, ' ');
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      line = line.replaceAll(form, HIDDEN);
    }
  }
  line = line
    .replace(NAMED_SECRET, `$1$2${HIDDEN}`)
    .replace(USER_INFO, '$1')
    .replace(QUERY, '?…')
    .replace(SONG_FOLDER, (_match, before: string, id: string, slash?: string, file?: string) =>
      slash === undefined || file === undefined ? before + id : `${before}${id}${slash}${withoutName(file)}`,
    );
  if (homeFolder !== null && homeFolder.length > 1) {
    line = line.replaceAll(homeFolder, '~').replaceAll(homeFolder.replaceAll('\\', '\\\\'), '~');
  }
  line = line.replace(PERSONAL_FOLDER, '$1~');
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

/** `Low Tide.audio.part' -> …` → `*.audio.part' -> …`: only the ending of a file's name, and what stands behind it. */
function withoutName(rest: string): string {
  // The last one: a title may hold what looks like an ending.
  const ending = [...rest.matchAll(ENDING)].at(-1);
  return ending ? `*${rest.slice(ending.index)}` : '*';
}

const MAX_FRAMES = 8;
const MAX_CAUSES = 3;

/**
 * An error on one line: its name, message and code, the first frames of its stack, and what caused it. The file that a
 * failure of the file system is about loses its name: it is made of a title.
 */
export function describeError(error: unknown, depth = 0): string {
  if (!(error instanceof Error))
    return typeof error === 'string' ? error : (JSON.stringify(error) ?? 'undefined');
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MAX_FRAMES);
  const words = withoutFileNames(`${error.name}: ${error.message}`, error);
  const own = [words.includes(code.trim()) ? words : words + code, ...frames].join(' | ');
  if (error.cause === undefined || depth >= MAX_CAUSES) return own;
  return `${own} | caused by ${describeError(error.cause, depth + 1)}`;
}

function withoutFileNames(text: string, error: Error): string {
  const paths = (['path', 'dest'] as const).flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  // The longest first: one may be the beginning of the other.
  return paths
    .toSorted((a, b) => b.length - a.length)
    .reduce((words, path) => words.replaceAll(path, withoutFileName(path)), text);
}

/** `/music/Lyrics/Low Tide.lrc` → `/music/Lyrics/*.lrc`. */
function withoutFileName(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  const name = path.slice(cut);
  // What the program itself names tells no title.
  if (/^(?:library\.sqlite|jobs\.jsonl|library\.json|clip\.json|settings\.json|key\.json)/u.test(name))
    return path;
  const dot = name.indexOf('.', Math.max(0, name.length - 20));
  return path.slice(0, cut) + (dot === -1 ? '*' : `*${name.slice(dot)}`);
}
