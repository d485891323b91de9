import { lazy, Suspense, useState, type ComponentType, type ReactElement } from 'react';

export interface LazyPart<Props extends object> {
  (props: Props): ReactElement;
  /** Fetches the code ahead; from then on the part is drawn at once. */
  readonly preload: () => Promise<void>;
}

/**
 * A part of the window whose code is fetched when it is first drawn, or ahead of that. A part that was fetched ahead is
 * drawn without the empty moment that `React.lazy` alone always has.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null;
  async function fetchPart(): Promise<ComponentType<Props>> {
    loaded ??= await load();
    return loaded;
  }
  const Waiting = lazy(async () => ({ default: await fetchPart() }));

  function Part(props: Props): ReactElement {
    // Chosen once: another component in its place would lose what the part knows.
    const [Chosen] = useState<ComponentType<Props>>(() => loaded ?? Waiting);
    return (
      <Suspense fallback={null}>
        <Chosen {...props} />
      </Suspense>
    );
  }
  return Object.assign(Part, {
    preload: async () => {
      await fetchPart();
    },
  });
}
