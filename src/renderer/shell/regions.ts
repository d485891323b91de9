/**
 * The parts of the window that F6 goes through: what carries `data-region`, in the order of the page. Each has the keyboard back
 * where it was in it.
 */

const REGION = '[data-region]';
/** A list is entered by its active row. */
const ROW = '[data-index][tabindex="0"]';
const CURRENT = '[aria-current=page]';
const CONTROL =
  'a[href], button:not(:disabled), input:not(:disabled), textarea, select, [tabindex="0"]:not([role=separator])';

const lastFocused = new WeakMap<Element, HTMLElement>();

/**
 * Begins to note where the keyboard is in each region, and brings it back into one where what it was on has gone; to be called
 * once. The returned function ends it.
 */
export function watchRegions(): () => void {
  /** What has the keyboard, or had it last. */
  let focused: HTMLElement | null = null;
  /** Regions in the order in which the keyboard was in them, the last one first. */
  let entered: readonly HTMLElement[] = [];
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    focused = target;
    const region = target.closest<HTMLElement>(REGION);
    if (region === null) return;
    lastFocused.set(region, target);
    entered = [region, ...entered.filter((each) => each !== region && each.isConnected)];
  };
  const isLost = () => focused?.isConnected === false && document.activeElement === document.body;
  const bringBack = () => {
    // Whoever took it away may have put the keyboard somewhere by now.
    if (isLost() && !entered.filter(isThere).some((region) => enter(region, true))) goToRegion(1);
  };
  const observer = new MutationObserver(() => {
    if (isLost()) window.requestAnimationFrame(bringBack);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  window.addEventListener('focusin', onFocusIn);
  return () => {
    observer.disconnect();
    window.removeEventListener('focusin', onFocusIn);
  };
}

/** Whether somebody can go there. */
function isThere(region: HTMLElement): boolean {
  return region.isConnected && region.closest('[inert]') === null && region.checkVisibility();
}

function focus(element: HTMLElement, preventScroll: boolean): boolean {
  element.focus({ preventScroll });
  return document.activeElement === element;
}

/** @param isStill nothing is moved into view: nobody has asked to go there */
function enter(region: HTMLElement, isStill: boolean): boolean {
  const last = lastFocused.get(region);
  // A row that was left may be another one by now: the list knows which is the active one.
  if (last && region.contains(last) && last.closest('[data-index]') === null && focus(last, isStill))
    return true;
  for (const kind of [ROW, CURRENT, CONTROL]) {
    for (const element of region.querySelectorAll<HTMLElement>(kind))
      if (focus(element, isStill)) return true;
  }
  return focus(region, isStill);
}

/** Goes to the next region that can have the keyboard, or back with -1; round at the ends. */
export function goToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGION)].filter(isThere);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const { length } = regions;
  // From nowhere the first one is next, and the last one before.
  const from = at === -1 && step === -1 ? 0 : at;
  for (let tried = 1; tried <= length; tried += 1) {
    const region = regions[(from + step * tried + length * tried) % length];
    if (region && enter(region, false)) return;
  }
}
