import { MAX_KEPT_AT_ONCE, MAX_KEPT_POSITION_MS, type KeptQueue } from '@shared/model';
import type { Input } from '@shared/ipc/contract';
import { queueOfText, queueText } from './kept-queue-text';
import type { Player } from './player';

/** Changes that come quickly are kept once. */
const KEEP_ORDER_AFTER_MS = 400;
const KEEP_PLACE_EVERY_MS = 1_000;

export interface QueueKeeperDeps {
  readonly player: Player;
  readonly load: () => Promise<KeptQueue | null>;
  readonly keepSongs: (input: Input<'queue.keepSongs'>) => Promise<unknown>;
  readonly keepOrder: (input: Input<'queue.keepOrder'>) => Promise<unknown>;
  readonly keepPlace: (input: Input<'queue.keepPlace'>) => Promise<unknown>;
  readonly newId: () => string;
  readonly onFailure: (error: unknown) => void;
}

export interface QueueKeeper {
  /** Has the player stand where it stood, and keeps its queue from then on. */
  begin(): Promise<void>;
  /** Another library has another queue. */
  restart(): Promise<void>;
  stop(): void;
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
  let toldPlace = '';

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
    await deps.keepOrder({ queueId, walk, listed, at: Math.max(0, player.queue().at - first) });
    kept = queue;
    from = first;
    toldPlace = '';
    await keepPlace();
  }

  async function keepPlace(): Promise<void> {
    if (!isOn || !isKept()) return;
    const place = {
      at: Math.max(0, player.queue().at - from),
      positionMs: Math.min(MAX_KEPT_POSITION_MS, Math.round(player.positionMs())),
      isPlaying: player.getState().isPlaying,
      history: [...player.history()],
    };
    const text = JSON.stringify(place);
    if (text === toldPlace) return;
    toldPlace = text;
    await deps.keepPlace(place);
  }

  function onQueue(): void {
    window.clearTimeout(orderTimer);
    const run = runs;
    orderTimer = window.setTimeout(() => {
      keepsOrder = keepsOrder.then(() => keepOrder(run)).catch(deps.onFailure);
    }, KEEP_ORDER_AFTER_MS);
  }

  function onPlace(): void {
    placeTimer ??= window.setTimeout(() => {
      placeTimer = undefined;
      keepPlace().catch(deps.onFailure);
    }, KEEP_PLACE_EVERY_MS);
  }

  let endings: readonly (() => void)[] = [];

  async function begin(): Promise<void> {
    runs += 1;
    const run = runs;
    const found = await deps.load();
    if (run !== runs) return;
    if (found !== null) {
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
    endings = [player.subscribeQueue(onQueue), player.subscribe(onPlace), player.subscribeTime(onPlace)];
    // What was begun before this.
    onQueue();
  }

  function stop(): void {
    isOn = false;
    runs += 1;
    kept = null;
    from = 0;
    window.clearTimeout(orderTimer);
    window.clearTimeout(placeTimer);
    placeTimer = undefined;
    for (const end of endings) end();
    endings = [];
  }

  return {
    begin,
    restart() {
      stop();
      return begin();
    },
    stop,
  };
}
