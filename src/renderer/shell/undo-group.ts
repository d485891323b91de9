import { notifyFailure } from './failure-text';
import { notify, undoAction, type StandingNotice } from './notices';

/** Something that was taken away, as `bringBack` of the group knows it. */
interface Taken<Item> {
  readonly item: Item;
  /** Things that it was. */
  readonly count: number;
}

/** Tells of what is taken away, one after the other. */
export interface UndoGroup<Item> {
  /**
   * While a notice of the group stands, what goes next is told in its place, and its Undo brings back all of it: that of the
   * first would be out of reach.
   *
   * @param count things that went now
   * @param text what is said of all that went
   */
  tell(item: Item, count: number, text: (count: number) => string): void;
  /** It was not taken away after all: what is said of the others stays. */
  retract(item: Item): void;
  /** Takes the notice away; returns what it would have brought back. */
  withdraw(): readonly Item[];
}

export interface UndoGroupOptions {
  /** See `NoticeOptions`; true where it is not told. */
  readonly isLasting?: boolean;
}

/** @param bringBack is handed all that one Undo brings back, in the order in which it went */
export function createUndoGroup<Item>(
  bringBack: (items: readonly Item[]) => Promise<unknown>,
  { isLasting = true }: UndoGroupOptions = {},
): UndoGroup<Item> {
  let standing: {
    readonly notice: StandingNotice;
    readonly taken: readonly Taken<Item>[];
    readonly text: (count: number) => string;
  } | null = null;

  function show(taken: readonly Taken<Item>[], text: (count: number) => string): void {
    const run = () => {
      standing = null;
      bringBack(taken.map(({ item }) => item)).catch(notifyFailure);
    };
    const all = taken.reduce((sum, { count }) => sum + count, 0);
    const notice = notify(() => text(all), {
      action: undoAction(run),
      isLasting,
    });
    standing = { notice, taken, text };
  }

  /** What the notice would have brought back, which goes. */
  function take(): readonly Taken<Item>[] {
    const before = standing?.notice.isShown() === true ? standing : null;
    standing = null;
    before?.notice.withdraw();
    return before?.taken ?? [];
  }

  return {
    tell(item, count, text) {
      show([...take(), { item, count }], text);
    },
    retract(item) {
      if (standing?.notice.isShown() !== true) return;
      const { notice, taken, text } = standing;
      const others = taken.filter((each) => each.item !== item);
      if (others.length === taken.length) return;
      notice.withdraw();
      standing = null;
      if (others.length > 0) show(others, text);
    },
    withdraw: () => take().map(({ item }) => item),
  };
}

/** For things that come back each by itself: the last one first, for each knows what it was before. */
export async function lastFirst<Item>(
  items: readonly Item[],
  bringBack: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (const item of items.toReversed()) await bringBack(item);
}
