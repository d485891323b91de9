import { useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { DirectionProvider } from '@base-ui/react/direction-provider';
import { inlineDirection, watchInlineDirection } from '../ui/inline-direction';

/** Has submenus, popups and arrow keys of the component library go the way that lines run in the language that is shown. */
export function DirectionOfPage({ children }: { readonly children: ReactNode }): ReactElement {
  const direction = useSyncExternalStore(watchInlineDirection, inlineDirection);
  return <DirectionProvider direction={direction}>{children}</DirectionProvider>;
}
