import type { RemoteAnswer, RemoteClip } from '../../src/main/remote/wire';
import { createRandom, type Random } from './random';
import { SCRIPTS, VOCABULARIES, type Script, type Vocabulary } from './vocabulary';

/** Raised whenever the songs below change: a library that was seeded before is then made anew. */
export const GENERATOR_VERSION = 1;

/** What a job of two takes looks like when the service is done with it. */
export interface GeneratedJob {
  readonly jobId: string;
  readonly answer: RemoteAnswer;
  /** About as long as a real answer, for what keeps it. */
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
  const random = createRandom(0x5eed_0000 + index);
  const vocabulary = VOCABULARIES[scriptOf(index)];
  const jobId = uuidOf(index, 0);
  const text = lyricsOf(index);
  const title = lineOf(vocabulary, random, 2 + random.below(3));
  const prompt = lineOf(VOCABULARIES.latin, random, 12);
  const clips = Array.from({ length: TAKES_PER_JOB }, (_, take): RemoteClip => {
    const clipId = uuidOf(index, take + 1);
    return {
      clipId,
      title,
      lyricsId: uuidOf(index, 9),
      text,
      markers: index % 4 === 0 ? pairsOf(text) : null,
      urls: {},
      createdAt: FIRST_CREATED_AT + index * CREATED_STEP_MS + take * 1_000,
      durationMs: 90_000 + random.below(180_000),
      soundPrompt: prompt,
      seed: String(random.below(2 ** 31)),
      bpm: String(70 + random.below(90)),
      parentClipId: null,
    };
  });
  const answer: RemoteAnswer = {
    status: 'SUCCESS',
    outcome: 'succeeded',
    message: null,
    jobId,
    action: ACTIONS[random.below(ACTIONS.length)] ?? 'music',
    model: MODELS[random.below(MODELS.length)] ?? MODELS[0],
    progress: 100,
    quota: '2',
    clips,
    oddClips: 0,
  };
  return {
    jobId,
    answer,
    raw: JSON.stringify({ status: 'SUCCESS', data: { job_id: jobId, musics: clips } }),
  };
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
