/**
 * After a start the keyboard is in the list that is shown, as in any program of lists. Nobody has asked for that: the row has no ring
 * until a key is pressed, and whoever goes somewhere first is not called back.
 */

const QUIET = 'data-quiet-focus';

/** The row that was given the keyboard; undefined before there was one, null when somebody has used the window. */
let given: Element | null | undefined;

/** Begins to look; to be called once, before anything can have the keyboard. */
export function watchFirstFocus(): void {
  const watching = new AbortController();
  const options = { capture: true, signal: watching.signal };
  const end = () => {
    given = null;
    document.documentElement.removeAttribute(QUIET);
    watching.abort();
  };
  window.addEventListener('keydown', end, options);
  window.addEventListener('pointerdown', end, options);
  window.addEventListener(
    'focusin',
    ({ target }) => {
      if (!(target instanceof Element)) return;
      // A row that is drawn later takes it over.
      if (target.closest('main [data-index]') === null) end();
      else given = target;
    },
    options,
  );
}

/** Whether the keyboard is where it was put unasked: that says nothing of what somebody aims at. */
export function isFocusUnasked(): boolean {
  return document.documentElement.hasAttribute(QUIET);
}

/** Gives the keyboard to a list of the page, or to another row of it, where nobody has used the window yet. */
export function takeFirstFocus(list: Element | null, focusRow: () => void): void {
  const isOfPage = list?.matches('main :not([inert], [inert] *)') === true;
  if (given === null || !isOfPage) return;
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement !== given) return;
  document.documentElement.setAttribute(QUIET, '');
  focusRow();
}
