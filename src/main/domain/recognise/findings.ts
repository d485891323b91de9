import type { JobId, NotAnId, NotAnIdReason } from '@shared/model';
import { hiddenKey, isMasked } from './api-keys';
import { isUuid, whyNoId } from './words';

/** `answer` is the service's whole answer for the job, exactly as it stands in the text; null where only the id does. */
export interface FoundJob {
  readonly id: JobId;
  readonly answer: string | null;
}

/** What a pasted text holds, in the order in which it appears and without repetition. */
export interface RecognisedText {
  readonly jobs: readonly FoundJob[];
  /** What looks as if it were meant as an id and is none, cut to 200 characters. */
  readonly notIds: readonly NotAnId[];
}

const MAX_SHOWN = 200;

/** As much as a person can read, and no half of a character. */
function cut(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  return `${text.slice(0, MAX_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function reportKey(reason: NotAnIdReason, shown: string): string {
  return `${reason} ${shown}`;
}

/** Collects what is found while the text is walked through. */
export class Findings {
  readonly #answers = new Map<string, string | null>();
  /** UUIDs as they were first written, by their small letters. */
  readonly #uuids = new Map<string, string>();
  /** Ids without a digit that nothing but their place tells to be ids. */
  readonly #names = new Set<string>();
  readonly #keys: ReadonlySet<string>;
  readonly #notIds = new Map<string, NotAnId>();
  #run: { text: string; hasWords: boolean } | null = null;

  /** `keys` stood in the text and are told, most of each hidden. None of them nor of `keysInUse` is ever an id. */
  constructor(keys: readonly string[], keysInUse: readonly string[]) {
    this.#keys = new Set([...keys, ...keysInUse]);
    for (const key of new Set(keys)) this.#report(hiddenKey(key), 'api-key');
  }

  addJob(written: string, answer: string | null = null): void {
    this.endRun();
    const id = this.#firstWritten(written);
    if (this.#keys.has(id)) {
      this.#report(hiddenKey(id), 'api-key');
      return;
    }
    this.#names.delete(id);
    this.#notIds.delete(reportKey('removed-job', id));
    // A later answer is the newer one; an id alone takes no answer away.
    if (answer !== null || !this.#answers.has(id)) this.#answers.set(id, answer);
  }

  /** A word without a digit that stands alone: an id, if no UUID in the whole text shows what the ids are like. */
  addName(name: string): void {
    if (this.#answers.has(name)) return;
    this.addJob(name);
    this.#names.add(name);
  }

  /** A job that the text names as removed is none any more, unless it is named again later or its answer is there. */
  removeJob(written: string): void {
    const id = this.#firstWritten(written);
    if (this.#answers.get(id) !== null) return;
    this.#answers.delete(id);
    this.addNotAnId(id, 'removed-job');
  }

  addNotAnId(text: string, reason: NotAnIdReason): void {
    this.endRun();
    this.#report(text, reason);
  }

  /** Words that follow each other, over commas and lines, are one report, with the numbers between them. */
  addProse(word: string): void {
    this.#extendRun(word, true);
  }

  /** A number that stands alone and is too short for an id. */
  addNumber(number: string): void {
    this.#extendRun(number, false);
  }

  endRun(): void {
    if (this.#run !== null) this.#report(this.#run.text, this.#run.hasWords ? 'plain-word' : 'plain-number');
    this.#run = null;
  }

  /** A value that was named as a job id: it is one, or it is reported. */
  addNamed(value: string): void {
    const id = value.trim();
    if (id === '' || isMasked(id)) return;
    const reason = whyNoId(id);
    if (reason === null) this.addJob(id);
    else this.addNotAnId(id, reason);
  }

  toRecognisedText(): RecognisedText {
    this.endRun();
    if ([...this.#answers.keys()].some(isUuid)) {
      for (const name of this.#names) {
        this.#answers.delete(name);
        this.#report(name, 'plain-word');
      }
    }
    const jobs = [...this.#answers].map(([id, answer]) => ({ id: id as JobId, answer }));
    const notIds = [...this.#notIds.values()];
    // Nothing but JSON without a job: that is said of the text as a whole.
    const isAllJson = jobs.length === 0 && notIds.every(({ reason }) => reason === 'other-json');
    return { jobs, notIds: isAllJson ? [] : notIds };
  }

  /** The letters of a UUID are the same, large or small. */
  #firstWritten(id: string): string {
    if (!isUuid(id)) return id;
    const known = this.#uuids.get(id.toLowerCase());
    if (known === undefined) this.#uuids.set(id.toLowerCase(), id);
    return known ?? id;
  }

  #extendRun(word: string, isWord: boolean): void {
    this.#run ??= { text: '', hasWords: false };
    this.#run.hasWords ||= isWord;
    if (this.#run.text.length <= MAX_SHOWN) this.#run.text += this.#run.text === '' ? word : ` ${word}`;
  }

  #report(text: string, reason: NotAnIdReason): void {
    const shown = cut(text);
    this.#notIds.set(reportKey(reason, shown), { text: shown, reason });
  }
}
