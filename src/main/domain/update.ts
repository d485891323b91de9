import { assertNever } from '@shared/assert-never';
import type {
  FoundUpdate,
  UpdateFailure,
  UpdateProgress,
  UpdateState,
  UpdateWaitsFor,
} from '@shared/updates';

/**
 * The machine of the program's own updates. Nothing is fetched unless the user has agreed to that very version, and nothing put
 * in place by any event here: that is the user's, or the end of the program's.
 */
export type UpdateEvent =
  /** The source is asked; `isByItself`: nobody waits for the answer. */
  | { readonly kind: 'look'; readonly isByItself: boolean }
  /** What it answers; null: this is the newest version. */
  | { readonly kind: 'answered'; readonly update: FoundUpdate | null }
  | { readonly kind: 'look-failed'; readonly reason: UpdateFailure }
  /** The user agrees, or what was waited for is done. */
  | { readonly kind: 'fetch'; readonly atQuit: boolean; readonly waitsFor: UpdateWaitsFor | null }
  | { readonly kind: 'progress'; readonly progress: UpdateProgress }
  | { readonly kind: 'fetched' }
  | { readonly kind: 'fetch-failed'; readonly reason: UpdateFailure }
  /** The user does not want it fetched after all. */
  | { readonly kind: 'cancel' }
  /** The user does not want this version now, or has read what went wrong. */
  | { readonly kind: 'later' };

const NOTHING_YET: UpdateProgress = { doneBytes: 0, bytes: 0, bytesPerSecond: 0 };

/** The state after an event. Pure; an event that does not belong to a state leaves it as it is. */
export function afterUpdateEvent(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.kind) {
    case 'look':
      return onLook(state, event.isByItself);
    case 'answered':
      if (state.kind !== 'looking') return state;
      return event.update === null ? { kind: 'none' } : { kind: 'found', update: event.update };
    case 'look-failed':
      if (state.kind !== 'looking') return state;
      // Nobody has asked: it is tried again.
      return state.isByItself ? { kind: 'idle' } : { kind: 'failed', during: 'look', reason: event.reason };
    case 'fetch':
      return onFetch(state, event.atQuit, event.waitsFor);
    case 'progress':
      return state.kind === 'fetching' ? { ...state, progress: event.progress } : state;
    case 'fetched':
      if (state.kind !== 'fetching') return state;
      return { kind: 'ready', update: state.update, atQuit: state.atQuit };
    case 'fetch-failed':
      if (state.kind !== 'fetching') return state;
      return { kind: 'failed', during: 'fetch', reason: event.reason, update: state.update };
    case 'cancel':
      if (state.kind !== 'waiting' && state.kind !== 'fetching') return state;
      return { kind: 'found', update: state.update };
    case 'later':
      return state.kind === 'found' || state.kind === 'failed' ? { kind: 'idle' } : state;
    default:
      return assertNever(event);
  }
}

function onLook(state: UpdateState, isByItself: boolean): UpdateState {
  switch (state.kind) {
    case 'idle':
    case 'none':
      return { kind: 'looking', isByItself };
    case 'looking':
      return { kind: 'looking', isByItself: state.isByItself && isByItself };
    case 'found':
    case 'failed':
      // What somebody may be reading does not go by itself.
      return isByItself ? state : { kind: 'looking', isByItself };
    case 'unsupported':
    case 'waiting':
    case 'fetching':
    case 'ready':
      return state;
    default:
      return assertNever(state);
  }
}

function onFetch(state: UpdateState, atQuit: boolean, waitsFor: UpdateWaitsFor | null): UpdateState {
  const update = updateToFetch(state);
  if (update === null) return state;
  return waitsFor === null
    ? { kind: 'fetching', update, atQuit, progress: NOTHING_YET }
    : { kind: 'waiting', update, atQuit, waitsFor };
}

/** The version that can be fetched in this state; null where there is none, or it is being fetched. */
export function updateToFetch(state: UpdateState): FoundUpdate | null {
  return state.kind === 'found' || state.kind === 'waiting' ? state.update : null;
}

const LOOK_EVERY_MS = 24 * 60 * 60_000;

/** Whether the source is to be asked again by itself. A clock that was put back does not keep it from being asked. */
export function isLookDue(lookedAt: number | null, now: number): boolean {
  return lookedAt === null || now - lookedAt >= LOOK_EVERY_MS || now < lookedAt;
}
