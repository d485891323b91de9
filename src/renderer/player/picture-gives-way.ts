import { useEffect, useRef } from 'react';
import { useListing, usePlace } from '../navigation';
import { setPictureSize } from './picture-size';

/** Makes the picture small as soon as someone turns to what it covers: another place, a search, the list itself. */
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
    window.addEventListener('focusin', onFocusIn);
    return () => {
      window.removeEventListener('focusin', onFocusIn);
    };
  }, []);
}
