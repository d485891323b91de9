import { AppError } from '@shared/ipc/errors';
import type { UpdateFailure, UpdateState, UpdateStatus, UpdateWaitsFor } from '@shared/updates';
import type { MetaRepository } from '../db/meta';
import { afterUpdateEvent, isLookDue, updateToFetch, type UpdateEvent } from '../domain/update';
import { UpdateError, type Clock, type Log, type Updater } from '../ports';

/**
 * The program's own updates: looked for by itself once a day where the user wants that, told, fetched when the user agrees, and put in
 * place when the user says so or has agreed to that at the end of the program.
 */
export interface Updates {
  status(): UpdateStatus;
  /** Looks now, whatever the setting says; the user has asked. Resolves when there is an answer, or none. */
  look(): Promise<UpdateStatus>;
  /**
   * Fetches what was found, as soon as nothing else is under way.
   *
   * @param atQuit it may be put in place when the program ends
   * @throws `not-found` where nothing was found
   */
  fetch(atQuit: boolean): UpdateStatus;
  /** Gives up fetching, or waiting for it. */
  cancel(): UpdateStatus;
  /** Not this version, now: it is not told of again by itself. */
  later(): UpdateStatus;
  /**
   * Ends the program and starts it as the new version, unless something is under way: that is told instead.
   *
   * @throws `not-found` where nothing was fetched
   */
  restart(): { readonly waitsFor: UpdateWaitsFor | null };
  start(): void;
  /** Gives up what is under way. */
  stop(): Promise<void>;
}

export interface UpdatesDeps {
  readonly updater: Updater;
  readonly meta: MetaRepository;
  readonly clock: Clock;
  readonly log: Log;
  /** The version that runs. */
  readonly version: string;
  /** Whether it is looked for by itself. */
  readonly isWanted: () => boolean;
  /** What is under way that a user would lose or wait for; null when nothing is. */
  readonly waitsFor: () => UpdateWaitsFor | null;
  readonly onChange: (status: UpdateStatus) => void;
  /** A version was found that nobody has asked for just now. */
  readonly onFound: (version: string) => void;
  /** A version that was to be put in place when the program ended was not. */
  readonly onNotInstalled: (version: string) => void;
}

/** Nothing is asked before the program has run for this long; then idleness, and whether a look is due, are looked at this often. */
const TICK_MS = 10 * 60_000;
/** After a look of its own that brought no answer. */
const AGAIN_AFTER_MS = 60 * 60_000;
/** Who does not answer in that time, or sends nothing for as long, is not there. */
const SILENCE_MS = 60_000;
/** Whether what an update waits for is done is looked at this often. */
const WAIT_MS = 5_000;
const TELL_EVERY_MS = 250;

/**
 * Meta keys: when the source last answered; the version that the user has put off; the version that the program was, and
 * the one that it was to start as, with a space between them.
 */
const LOOKED_AT = 'update-looked-at';
const PUT_OFF = 'update-put-off';
const INSTALLING = 'update-installing';

export function createUpdates(deps: UpdatesDeps): Updates {
  const { updater, meta, clock, log } = deps;
  let state: UpdateState = beginning(updater);
  let lookedAt = numberOf(meta.get(LOOKED_AT));
  let putOff = meta.get(PUT_OFF);
  let looking: Promise<void> | null = null;
  let notBefore = 0;
  /** The fetch that is wanted; one that was given up may need a moment to end. */
  let fetching: AbortController | null = null;
  let fetched: Promise<void> = Promise.resolve();
  let cancelTick: (() => void) | null = null;
  let cancelWait: (() => void) | null = null;
  let toldAt = 0;

  function status(): UpdateStatus {
    return { state, host: updater.host, lookedAt };
  }

  /** A database that takes nothing keeps nobody from an update. */
  function keep(key: string, value: string): void {
    try {
      meta.set(key, value);
    } catch (error) {
      log.warn('Something about updates could not be kept', { key, reason: String(error) });
    }
  }

  function take(event: UpdateEvent): void {
    const next = afterUpdateEvent(state, event);
    if (next === state) return;
    state = next;
    const now = clock.now();
    if (event.kind === 'progress' && Math.abs(now - toldAt) < TELL_EVERY_MS) return;
    toldAt = now;
    deps.onChange(status());
  }

  function tick(): void {
    cancelTick = clock.schedule(tick, TICK_MS);
    const isIdle = state.kind === 'idle' || state.kind === 'none';
    if (!isIdle || !deps.isWanted() || clock.now() < notBefore || deps.waitsFor() !== null) return;
    if (isLookDue(lookedAt, clock.now())) void lookOnce(true);
  }

  function lookOnce(isByItself: boolean): Promise<void> {
    take({ kind: 'look', isByItself });
    if (state.kind !== 'looking') return Promise.resolve();
    looking ??= ask().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function ask(): Promise<void> {
    try {
      const update = await inTime(updater.look());
      lookedAt = clock.now();
      keep(LOOKED_AT, String(lookedAt));
      const isUnasked = state.kind === 'looking' && state.isByItself;
      take({ kind: 'answered', update });
      log.info('Looked for an update', { found: update?.version ?? null });
      if (update !== null && isUnasked && putOff !== update.version) deps.onFound(update.version);
    } catch (error) {
      notBefore = clock.now() + AGAIN_AFTER_MS;
      const reason = reasonOf(error);
      log.warn('No update could be looked for', { reason });
      take({ kind: 'look-failed', reason });
    }
  }

  /** What is not answered in time is not waited for any longer. */
  async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let cancel: () => void = () => undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      cancel = clock.schedule(() => {
        reject(new UpdateError('offline'));
      }, SILENCE_MS);
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      cancel();
    }
  }

  function fetchOrWait(atQuit: boolean): void {
    cancelWait?.();
    cancelWait = null;
    const waitsFor = deps.waitsFor();
    take({ kind: 'fetch', atQuit, waitsFor });
    if (state.kind === 'waiting') {
      cancelWait = clock.schedule(() => {
        fetchOrWait(atQuit);
      }, WAIT_MS);
    } else if (state.kind === 'fetching' && fetching === null) {
      const abort = new AbortController();
      fetching = abort;
      fetched = fetched.then(() => bring(atQuit, abort));
    }
  }

  async function bring(atQuit: boolean, abort: AbortController): Promise<void> {
    if (abort.signal.aborted) return;
    let isSilent = false;
    let cancelSilence: () => void = () => undefined;
    const listen = (): void => {
      cancelSilence();
      cancelSilence = clock.schedule(() => {
        isSilent = true;
        abort.abort();
      }, SILENCE_MS);
    };
    listen();
    try {
      await updater.fetch({
        atQuit,
        signal: abort.signal,
        onProgress(progress) {
          listen();
          take({ kind: 'progress', progress });
        },
      });
      take({ kind: 'fetched' });
      log.info('An update was fetched', { atQuit });
    } catch (error) {
      if (abort.signal.aborted && !isSilent) return;
      const reason = isSilent ? 'offline' : reasonOf(error);
      log.warn('An update could not be fetched', { reason });
      take({ kind: 'fetch-failed', reason });
    } finally {
      cancelSilence();
      if (fetching === abort) fetching = null;
    }
  }

  function noteInstalling(version: string): void {
    keep(INSTALLING, `${deps.version} ${version}`);
  }

  /** The program was to start as another version and is still this one. Not where it has not ended since. */
  function tellWhatWasNotInstalled(): void {
    const kept = meta.get(INSTALLING);
    if (kept === null || updater.fetched() !== null) return;
    meta.delete(INSTALLING);
    const [from, version] = kept.split(' ');
    // Another one than it was: that it came by other means is nothing that failed.
    if (from !== deps.version || version === undefined || state.kind === 'unsupported') return;
    log.warn('An update was not put in place', { version });
    state = { kind: 'failed', during: 'install', version };
    deps.onNotInstalled(version);
  }

  return {
    status,
    async look() {
      await lookOnce(false);
      return status();
    },
    fetch(atQuit) {
      if (updateToFetch(state) === null) throw new AppError('not-found', 'No update was found.');
      fetchOrWait(atQuit);
      return status();
    },
    cancel() {
      cancelWait?.();
      cancelWait = null;
      fetching?.abort();
      fetching = null;
      take({ kind: 'cancel' });
      return status();
    },
    later() {
      if (state.kind === 'found') {
        putOff = state.update.version;
        keep(PUT_OFF, putOff);
      }
      take({ kind: 'later' });
      return status();
    },
    restart() {
      if (state.kind !== 'ready') throw new AppError('not-found', 'No update was fetched.');
      const waitsFor = deps.waitsFor();
      if (waitsFor === null) {
        noteInstalling(state.update.version);
        updater.restart();
      }
      return { waitsFor };
    },
    start() {
      if (state.kind === 'unsupported') return;
      tellWhatWasNotInstalled();
      cancelTick = clock.schedule(tick, TICK_MS);
    },
    async stop() {
      cancelTick?.();
      cancelWait?.();
      fetching?.abort();
      if (state.kind === 'ready' && state.atQuit) noteInstalling(state.update.version);
      await fetched;
    },
  };
}

/** What was fetched is not fetched again when another library is opened. */
function beginning(updater: Updater): UpdateState {
  if (updater.refusal !== null) return { kind: 'unsupported', reason: updater.refusal };
  const fetched = updater.fetched();
  return fetched === null ? { kind: 'idle' } : { kind: 'ready', ...fetched };
}

function numberOf(kept: string | null): number | null {
  return kept === null ? null : Number(kept);
}

function reasonOf(error: unknown): UpdateFailure {
  return error instanceof UpdateError ? error.reason : 'failed';
}
