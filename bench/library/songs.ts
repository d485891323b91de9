import { decodeBody, type RemoteAnswer } from '../../src/main/remote/wire';
import { createRandom, type Random } from './random';
import { SCRIPTS, VOCABULARIES, type Script, type Vocabulary } from './vocabulary';

/** Raised whenever the songs below change: a library that was seeded before is then made anew. */
export const GENERATOR_VERSION = 2;

/** What a job of two takes looks like when the service is done with it. */
export interface GeneratedJob {
  readonly jobId: string;
  readonly answer: RemoteAnswer;
  /** The answer as the service sends it. */
  readonly raw: string;
}

export const TAKES_PER_JOB = 2;
const WORDS_PER_SONG = 250;
const WORDS_PER_LINE = 6;
/** Lines of a verse, of a chorus. */
const LINES_PER_SECTION = 6;
const MODELS = ['Lyria 3 Pro', 'Lyria 3', 'FUZZ-2.0', 'FUZZ-2.0 Pro', 'FUZZ-1.1'] as const;
const ACTIONS = ['music', 'music', 'music', 'cover', 'extend'] as const;
const FIRST_CREATED_AT = Date.UTC(2025, 0, 1);
/** A job every five minutes. */
const CREATED_STEP_MS = 300_000;

/** Of five songs three are Latin, one Cyrillic, one Chinese. */
function scriptOf(index: number): Script {
  const turn = index % 5;
  return SCRIPTS[turn < 3 ? 0 : turn - 2] ?? 'latin';
}

/** The words of the job with this index, as its lyrics hold them. Every fourth job has times. */
export function lyricsOf(index: number): string {
  const random = createRandom(index + 1);
  const vocabulary = VOCABULARIES[scriptOf(index)];
  const lines: string[] = [];
  const count = Math.ceil(WORDS_PER_SONG / WORDS_PER_LINE);
  for (let line = 0; line < count; line += 1) {
    const section = Math.floor(line / LINES_PER_SECTION);
    if (line % LINES_PER_SECTION === 0) {
      if (line > 0) lines.push('');
      lines.push(section % 2 === 0 ? `[Verse ${section / 2 + 1}]` : '[Chorus]');
    }
    lines.push(lineOf(vocabulary, random, WORDS_PER_LINE));
  }
  return lines.join('\n');
}

function lineOf(vocabulary: Vocabulary, random: Random, length: number): string {
  const line = Array.from({ length }, () => vocabulary.word(random)).join(vocabulary.space);
  return line.charAt(0).toUpperCase() + line.slice(1);
}

/** The job with this index; the same at every run. */
export function jobAt(index: number): GeneratedJob {
  const raw = answerTextOf(index);
  const decoded = decodeBody(raw);
  if (decoded.kind !== 'answer') throw new Error(`The answer of job ${index} cannot be read.`);
  return { jobId: jobIdOf(index), answer: decoded.answer, raw };
}

export function jobIdOf(index: number): string {
  return uuidOf(index, 0);
}

/** What the service answers about the job with this index, as text: what a user may have kept and pastes. */
export function answerTextOf(index: number): string {
  const random = createRandom(0x5eed_0000 + index);
  const vocabulary = VOCABULARIES[scriptOf(index)];
  const jobId = jobIdOf(index);
  const words = lyricsOf(index);
  const title = lineOf(vocabulary, random, 2 + random.below(3));
  const prompt = lineOf(VOCABULARIES.latin, random, 12);
  const clips = Array.from({ length: TAKES_PER_JOB }, (_, take) => ({
    clip_id: uuidOf(index, take + 1),
    title,
    lyrics_id: uuidOf(index, 9),
    ...(index % 4 === 0
      ? { lyrics: words, lyrics_timing_markers: pairsOf(words) }
      : { lyrics_timing_markers: words }),
    image_url: null,
    audio_url: null,
    wav_url: null,
    video_url: null,
    create_time: timeOf(FIRST_CREATED_AT + index * CREATED_STEP_MS + take * 1_000),
    duration: (90_000 + random.below(180_000)) / 1_000,
    sound_prompt: prompt,
    seed: String(random.below(2 ** 31)),
    bpm: String(70 + random.below(90)),
  }));
  const data = {
    jobId,
    action: ACTIONS[random.below(ACTIONS.length)],
    progress: '100%',
    mv: MODELS[random.below(MODELS.length)],
    quota: '2',
    hookUrl: null,
    clips,
  };
  return JSON.stringify({ status: 'SUCCESS', message: 'success', jobId, data });
}

/** `2025-01-01 00:00:00`, as the service writes a time. */
function timeOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** A pair of index and second for each line that is sung, two seconds apart. */
function pairsOf(text: string): [number, number][] {
  const pairs: [number, number][] = [];
  let index = 0;
  for (const line of text.split('\n')) {
    if (line !== '' && !line.startsWith('[')) pairs.push([index, 4 + pairs.length * 2]);
    index += line.length + 1;
  }
  return pairs;
}

function uuidOf(index: number, part: number): string {
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
  return `${hex(index, 8)}-f10a-4${hex(part, 3)}-8000-${hex(createRandom(index * 16 + part).below(2 ** 32), 12)}`;
}
