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

/** Begins to note where the keyboard is in each region; to be called once. The returned function ends it. */
export function watchRegions(): () => void {
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const region = target.closest(REGION);
    if (region) lastFocused.set(region, target);
  };
  window.addEventListener('focusin', onFocusIn);
  return () => {
    window.removeEventListener('focusin', onFocusIn);
  };
}

function focus(element: HTMLElement): boolean {
  element.focus();
  return document.activeElement === element;
}

function enter(region: HTMLElement): boolean {
  const last = lastFocused.get(region);
  // A row that was left may be another one by now: the list knows which is the active one.
  if (last && region.contains(last) && last.closest('[data-index]') === null && focus(last)) return true;
  for (const kind of [ROW, CURRENT, CONTROL]) {
    for (const element of region.querySelectorAll<HTMLElement>(kind)) if (focus(element)) return true;
  }
  return focus(region);
}

/** Goes to the next region that can have the keyboard, or back with -1; round at the ends. */
export function goToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGION)].filter(
    (region) => region.closest('[inert]') === null && region.checkVisibility(),
  );
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const { length } = regions;
  // From nowhere the first one is next, and the last one before.
  const from = at === -1 && step === -1 ? 0 : at;
  for (let tried = 1; tried <= length; tried += 1) {
    const region = regions[(from + step * tried + length * tried) % length];
    if (region && enter(region)) return;
  }
}
