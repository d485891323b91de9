import { useEffect, useRef } from 'react';
import { useListing, usePlace } from '../navigation';
import { setPictureSize } from './picture-size';

/** Makes the picture small as soon as someone turns to what it covers (another place, a search, the list itself) or presses Escape. */
export function usePictureGivesWay(): void {
  const [place] = usePlace();
  const [{ search }] = useListing();
  const seen = useRef({ place, search });

  useEffect(() => {
    if (seen.current.place === place && seen.current.search === search) return;
    seen.current = { place, search };
    setPictureSize('small');
  }, [place, search]);

  useEffect(() => {
    const onFocusIn = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.closest('main') !== null) setPictureSize('small');
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // What has its own use for the key comes first: a field, a menu, the picture itself.
      if (event.key === 'Escape' && !event.defaultPrevented) setPictureSize('small');
    };
    window.addEventListener('focusin', onFocusIn);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('focusin', onFocusIn);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
