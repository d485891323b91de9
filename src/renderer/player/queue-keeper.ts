import { MAX_KEPT_AT_ONCE, MAX_KEPT_POSITION_MS, type KeptQueue } from '@shared/model';
import type { Input } from '@shared/ipc/contract';
import { queueOfText, queueText } from './kept-queue-text';
import type { Player } from './player';

/** Changes that come quickly are kept once. */
const KEEP_ORDER_AFTER_MS = 400;
const KEEP_PLACE_EVERY_MS = 1_000;
/** A place that is further than this from the one that was told has not come by itself: at any speed it goes on by less. */
const JUMP_MS = 3_000;

type Place = Omit<Input<'queue.keepPlace'>, 'history'>;

export interface QueueKeeperDeps {
  readonly player: Player;
  readonly load: () => Promise<KeptQueue | null>;
  readonly keepSongs: (input: Input<'queue.keepSongs'>) => Promise<unknown>;
  readonly keepOrder: (input: Input<'queue.keepOrder'>) => Promise<unknown>;
  readonly keepPlace: (input: Input<'queue.keepPlace'>) => Promise<unknown>;
  /** Where the player's music stands if it goes on in something that stands in for the player; else null. */
  readonly placeElsewhere: () => Pick<Place, 'positionMs' | 'isPlaying'> | null;
  /** Calls back when that begins, ends, or does something else. */
  readonly onElsewhere: (listener: () => void) => () => void;
  readonly newId: () => string;
  readonly onFailure: (error: unknown) => void;
}

export interface QueueKeeper {
  /** Has the player stand where it stood, and keeps its queue from then on; again where another library is open. */
  begin(): Promise<void>;
  stop(): void;
}

/** Another song, begun or stopped, or moved in the song. What stands moves only by hand, or to where its last sound was. */
function isElsewhere(place: Place, told: Place): boolean {
  return (
    place.at !== told.at ||
    place.isPlaying !== told.isPlaying ||
    Math.abs(place.positionMs - told.positionMs) > (place.isPlaying ? JUMP_MS : 0)
  );
}

/** Keeps the player's queue in the library's database, and brings it back. */
export function createQueueKeeper(deps: QueueKeeperDeps): QueueKeeper {
  const { player } = deps;
  let isOn = false;
  let runs = 0;
  let kept: ReturnType<Player['queue']> | null = null;
  /** Which place of the walk is the first that was kept. */
  let from = 0;
  let keepsOrder: Promise<void> = Promise.resolve();
  let orderTimer: number | undefined;
  let placeTimer: number | undefined;
  let toldPlace: Place | null = null;
  let toldHistory: ReturnType<Player['history']> | null = null;

  /** Whether the order that was kept is still true: at another song of it the queue is the same. */
  function isKept(): boolean {
    const now = player.queue();
    return kept?.walk === now.walk && kept.listed === now.listed;
  }

  async function keepOrder(run: number): Promise<void> {
    if (isKept() || run !== runs) return;
    const queue = player.queue();
    const { songs, walk, listed, from: first } = queueText(queue);
    const queueId = deps.newId();
    for (let after = 0; after < songs.length; after += MAX_KEPT_AT_ONCE) {
      await deps.keepSongs({ queueId, after, clipIds: songs.slice(after, after + MAX_KEPT_AT_ONCE) });
      // It has changed meanwhile, and is kept anew.
      if (player.queue().walk !== queue.walk || run !== runs) return;
    }
    const { isByHand } = queue;
    const at = Math.max(0, player.queue().at - first);
    await deps.keepOrder({ queueId, walk, listed, isByHand, at });
    kept = queue;
    from = first;
    toldPlace = null;
    await keepPlace();
  }

  function placeNow(): Place {
    const { positionMs, isPlaying } = deps.placeElsewhere() ?? {
      positionMs: player.positionMs(),
      isPlaying: player.getState().isPlaying,
    };
    return {
      at: Math.max(0, player.queue().at - from),
      positionMs: Math.min(MAX_KEPT_POSITION_MS, Math.round(positionMs)),
      isPlaying,
    };
  }

  async function keepPlace(): Promise<void> {
    if (!isOn || !isKept()) return;
    const place = placeNow();
    const history = player.history();
    const isTold =
      toldPlace !== null && !isElsewhere(place, toldPlace) && place.positionMs === toldPlace.positionMs;
    if (isTold && history === toldHistory) return;
    toldPlace = place;
    // It changes with a song, the place every second.
    const changed = history === toldHistory ? null : [...history];
    await deps.keepPlace({ ...place, history: changed });
    toldHistory = history;
  }

  function onQueue(): void {
    window.clearTimeout(orderTimer);
    const run = runs;
    orderTimer = window.setTimeout(() => {
      keepsOrder = keepsOrder.then(() => keepOrder(run)).catch(deps.onFailure);
    }, KEEP_ORDER_AFTER_MS);
  }

  function onPlace(): void {
    // What somebody does is kept at once: the program may be ended behind it.
    if (toldPlace !== null && isElsewhere(placeNow(), toldPlace)) keepPlace().catch(deps.onFailure);
    placeTimer ??= window.setTimeout(() => {
      placeTimer = undefined;
      keepPlace().catch(deps.onFailure);
      // Of time that goes by there nobody tells.
      if (deps.placeElsewhere()?.isPlaying === true) onPlace();
    }, KEEP_PLACE_EVERY_MS);
  }

  let endings: readonly (() => void)[] = [];

  async function begin(): Promise<void> {
    stop();
    const run = runs;
    player.awaitQueue();
    const found = await deps.load().catch((error: unknown) => {
      // Whoever waits for it can play all the same.
      if (run === runs) player.restoreQueue(null);
      throw error;
    });
    if (run !== runs) return;
    if (found === null) player.restoreQueue(null);
    else {
      const queue = queueOfText(found);
      player.restoreQueue({
        queue,
        history: found.history,
        positionMs: found.positionMs,
        isPlaying: found.wasPlaying,
      });
      kept = queue;
    }
    isOn = true;
    endings = [
      player.subscribeQueue(onQueue),
      player.subscribe(onPlace),
      player.subscribeTime(onPlace),
      deps.onElsewhere(onPlace),
    ];
    // What was begun before this.
    onQueue();
  }

  function stop(): void {
    isOn = false;
    runs += 1;
    kept = null;
    toldPlace = null;
    toldHistory = null;
    from = 0;
    window.clearTimeout(orderTimer);
    window.clearTimeout(placeTimer);
    placeTimer = undefined;
    for (const end of endings) end();
    endings = [];
  }

  return {
    begin,
    stop,
  };
}
