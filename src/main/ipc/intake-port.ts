import type { Recognition, Settings } from '@shared/model';
import { isDamage } from '../db/damage';
import { errorFromThread, isDatabaseFull } from '../db/database';
import type { DueRebuild } from '../db/due-rebuild';
import type { PastedText, StoredJobs, TakenAnswers } from '../services/job-intake';
import type { Intake } from '../services/large-intake';
import type { RebuildRequest, RebuildResult } from '../services/library-rebuild';
import type { Thread } from '../ports';
import type { Port } from './port-server';

/** What a thread that takes in much is asked. */
export type IntakeOrder =
  | ({ readonly id: number; readonly kind: 'recognise' } & PastedText)
  | ({ readonly id: number; readonly kind: 'add'; readonly settings: Settings } & PastedText)
  | ({
      readonly id: number;
      readonly kind: 'rebuild';
      readonly settings: Settings;
      readonly libraryFolder: string;
      readonly due: DueRebuild;
    } & Pick<RebuildRequest, 'doubtful'>)
  | { readonly id: number; readonly kind: 'abort' };

type IntakeResult = Recognition | RebuildResult | boolean;

/** What it answers. */
export type IntakeAnswer =
  | { readonly id: number; readonly kind: 'stored'; readonly stored: StoredJobs }
  | { readonly id: number; readonly kind: 'answers'; readonly taken: TakenAnswers }
  | { readonly id: number; readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly id: number; readonly kind: 'done'; readonly value: IntakeResult }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string; readonly code: string | null };

/** Settings and place of the library, as the order that came last has them. */
export interface IntakePlace {
  readonly settings: Settings;
  readonly libraryFolder: string | null;
}

/** Does in a thread what the port asks for. */
export function serveIntake(
  port: Pick<Port<IntakeAnswer, IntakeOrder>, 'send' | 'onMessage'>,
  intake: Intake,
  moveTo: (place: IntakePlace) => void,
): void {
  const underWay = new Map<number, AbortController>();

  async function perform(
    order: Exclude<IntakeOrder, { kind: 'abort' }>,
    signal: AbortSignal,
  ): Promise<IntakeResult> {
    const { id } = order;
    switch (order.kind) {
      case 'recognise':
        return intake.recognise(order);
      case 'add':
        moveTo({ settings: order.settings, libraryFolder: null });
        return intake.add(
          order,
          {
            onStored: (stored) => port.send({ id, kind: 'stored', stored }),
            onAnswers: (taken) => port.send({ id, kind: 'answers', taken }),
            onProgress: (done, total) => port.send({ id, kind: 'progress', done, total }),
          },
          signal,
        );
      case 'rebuild':
        moveTo(order);
        return intake.rebuild({
          due: order.due,
          doubtful: order.doubtful,
          signal,
          onProgress: (done, total) => port.send({ id, kind: 'progress', done, total }),
        });
    }
  }

  port.onMessage((order) => {
    if (order.kind === 'abort') {
      underWay.get(order.id)?.abort();
      return;
    }
    const abort = new AbortController();
    underWay.set(order.id, abort);
    void perform(order, abort.signal)
      .then(
        (value) => port.send({ id: order.id, kind: 'done', value }),
        (error: unknown) => port.send({ id: order.id, kind: 'failed', ...describe(error) }),
      )
      .finally(() => underWay.delete(order.id));
  });
}

function describe(error: unknown): { readonly message: string; readonly code: string | null } {
  if (!(error instanceof Error)) return { message: String(error), code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { message: code === null ? (error.stack ?? error.message) : error.message, code };
}

export interface IntakeClientDeps {
  /** Begins the thread. */
  readonly begin: () => Thread<unknown, unknown>;
  readonly settings: () => Settings;
  readonly libraryFolder: () => string;
  /** What the thread has met and only the program can see to. */
  readonly onDamage: (error: unknown) => void;
  readonly onFull: () => void;
  /** Has something done later; returns how to call it off. */
  readonly schedule: (work: () => void, delayMs: number) => () => void;
}

/** Asks the thread, which lives while there is something for it and a little longer. */
export interface IntakeClient extends Intake {
  /** Ends what is under way, and the thread. */
  stop(): Promise<void>;
}

const END_AFTER_MS = 10_000;

interface Call {
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: IntakeAnswer) => void;
  readonly resolve: (value: IntakeResult) => void;
  readonly reject: (error: Error) => void;
}

type OrderOf<Kind extends IntakeOrder['kind']> = Omit<Extract<IntakeOrder, { kind: Kind }>, 'id'>;

export function createIntakeClient(deps: IntakeClientDeps): IntakeClient {
  const calls = new Map<number, Call>();
  let lastId = 0;
  let thread: Thread<unknown, unknown> | null = null;
  let ending: Promise<void> = Promise.resolve();
  let cancelEnd: (() => void) | null = null;
  const stopped = new AbortController();

  function begin(): Thread<unknown, unknown> {
    const begun = deps.begin();
    begun.onMessage((message) => {
      // It is ours, and says nothing else.
      const answer = message as IntakeAnswer;
      const call = calls.get(answer.id);
      if (!call) return;
      if (answer.kind === 'done') settle(answer.id, () => call.resolve(answer.value));
      else if (answer.kind === 'failed') settle(answer.id, () => call.reject(failureOf(answer, call)));
      else call.onAnswer(answer);
    });
    begun.onEnd(() => {
      if (thread === begun) thread = null;
      for (const [id, call] of calls) {
        settle(id, () => call.reject(new Error('The thread that takes songs in has ended.')));
      }
    });
    return begun;
  }

  function failureOf(answer: Extract<IntakeAnswer, { kind: 'failed' }>, { signal }: Call): Error {
    if (signal.aborted) return signal.reason as Error;
    const error = errorFromThread(answer);
    if (isDamage(error)) deps.onDamage(error);
    if (isDatabaseFull(error)) deps.onFull();
    return error;
  }

  function settle(id: number, tell: () => void): void {
    calls.delete(id);
    if (calls.size === 0) cancelEnd = deps.schedule(end, END_AFTER_MS);
    tell();
  }

  function end(): void {
    cancelEnd?.();
    cancelEnd = null;
    const ended = thread;
    thread = null;
    if (ended) ending = ended.end();
  }

  function ask<Kind extends Exclude<IntakeOrder['kind'], 'abort'>>(
    order: OrderOf<Kind>,
    given: AbortSignal,
    onAnswer: (answer: IntakeAnswer) => void,
  ): Promise<IntakeResult> {
    const signal = AbortSignal.any([given, stopped.signal]);
    signal.throwIfAborted();
    cancelEnd?.();
    cancelEnd = null;
    const asked = (thread ??= begin());
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      calls.set(id, { signal, onAnswer, resolve, reject });
      asked.send({ id, ...order } as IntakeOrder);
      signal.addEventListener('abort', () => asked.send({ id, kind: 'abort' }), { once: true });
    });
  }

  const never = new AbortController().signal;
  return {
    recognise: async ({ text, keysInUse }) =>
      (await ask<'recognise'>({ kind: 'recognise', text, keysInUse }, never, () => undefined)) as Recognition,
    async add({ text, keysInUse }, { onStored, onAnswers, onProgress }, signal) {
      const order = { kind: 'add', settings: deps.settings(), text, keysInUse } as const;
      return (await ask<'add'>(order, signal, (answer) => {
        if (answer.kind === 'stored') onStored(answer.stored);
        else if (answer.kind === 'answers') onAnswers(answer.taken);
        else if (answer.kind === 'progress') onProgress(answer.done, answer.total);
      })) as boolean;
    },
    async rebuild({ due, doubtful, signal, onProgress }) {
      const place = { settings: deps.settings(), libraryFolder: deps.libraryFolder() };
      const order = { kind: 'rebuild', ...place, due, doubtful } as const;
      const result = await ask<'rebuild'>(order, signal, (answer) => {
        if (answer.kind === 'progress') onProgress(answer.done, answer.total);
      });
      return result as RebuildResult;
    },
    async stop() {
      stopped.abort(new Error('The program ends.'));
      end();
      await ending;
    },
  };
}
