import { useEffect, useEffectEvent } from 'react';

/**
 * Whether Escape was pressed in the page behind a dialog that is open and has not got the keyboard yet. What has it there would take
 * the key for itself: a search box clears, a list gives up its selection, and the dialog would stay.
 */
export function isEarlyEscape({ key, isComposing, target }: KeyboardEvent): boolean {
  const page = document.getElementById('root');
  return key === 'Escape' && !isComposing && target instanceof Node && page?.contains(target) === true;
}

/** Lets Escape close what lies over a dialog, and nothing else: the dialog takes the next one. */
export function useFirstEscape(isOpen: boolean, onClose: () => void): void {
  useTakenEscape(isOpen, ({ key, isComposing }) => key === 'Escape' && !isComposing, onClose);
}

/** Closes a dialog by an Escape that comes before the keyboard is in it. */
export function useEarlyEscape(isOpen: boolean, onClose: () => void): void {
  useTakenEscape(isOpen, isEarlyEscape, onClose);
}

/** Escape is taken before anybody else hears of it. */
function useTakenEscape(
  isOpen: boolean,
  isTaken: (event: KeyboardEvent) => boolean,
  onClose: () => void,
): void {
  const close = useEffectEvent(onClose);
  const takes = useEffectEvent(isTaken);
  useEffect(() => {
    if (!isOpen) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!takes(event)) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [isOpen]);
}
