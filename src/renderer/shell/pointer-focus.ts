/**
 * Tells the focus that a press of the pointer left behind from the focus that the keyboard put somewhere. The browser's
 * own `:focus-visible` does not: it turns true with the first key, before anyone can ask.
 */

let focusedByPointer: Element | null = null;
let isPointerLast = false;

/** Begins to look; to be called once. The returned function ends it. */
export function watchPointerFocus(): () => void {
  const controller = new AbortController();
  const options = { capture: true, signal: controller.signal };
  window.addEventListener(
    'pointerdown',
    (event) => {
      isPointerLast = true;
      // What has the focus already gets no `focusin`.
      const active = document.activeElement;
      if (event.target instanceof Node && active?.contains(event.target) === true) focusedByPointer = active;
    },
    options,
  );
  window.addEventListener('keydown', () => (isPointerLast = false), options);
  window.addEventListener(
    'focusin',
    (event) => {
      focusedByPointer = isPointerLast && event.target instanceof Element ? event.target : null;
    },
    options,
  );
  return () => {
    controller.abort();
  };
}

/** Whether the focus is on this element because it was pressed, and not because the keyboard went there. */
export function isFocusedByPointer(element: Element): boolean {
  return element === focusedByPointer && element === document.activeElement;
}
