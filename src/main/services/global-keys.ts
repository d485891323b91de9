import type { Settings } from '@shared/model';
import {
  GLOBAL_KEY_ACTIONS,
  type GlobalKeyAction,
  type GlobalKeyState,
  type KeyRefusal,
} from '@shared/system';
import type { KeysEverywhere } from '../ports';

export interface GlobalKeyService {
  state(): GlobalKeyState;
  /** The settings may be others. */
  update(): void;
  stop(): void;
}

export interface GlobalKeyDeps {
  readonly keys: KeysEverywhere;
  readonly settings: () => Pick<Settings, 'hasGlobalKeys' | 'globalKeys'>;
  readonly run: (action: GlobalKeyAction) => void;
  readonly onChange: () => void;
}

/** The keys that work everywhere, as the settings want them, and which of them do not work and why. */
export function createGlobalKeys({ keys, settings, run, onChange }: GlobalKeyDeps): GlobalKeyService {
  let taken = '';
  let refused: Partial<Record<GlobalKeyAction, KeyRefusal>> = {};

  function take(): void {
    const { hasGlobalKeys, globalKeys } = settings();
    keys.leaveAll();
    refused = {};
    if (!hasGlobalKeys || !keys.isSupported()) return;
    const used = new Set<string>();
    for (const action of GLOBAL_KEY_ACTIONS) {
      const chord = globalKeys[action];
      if (chord === undefined) continue;
      if (used.has(chord)) {
        refused[action] = 'twice';
        continue;
      }
      used.add(chord);
      if (!keys.take(chord, () => run(action))) refused[action] = 'taken';
    }
  }

  return {
    state: () => ({ isSupported: keys.isSupported(), refused }),
    update() {
      const { hasGlobalKeys, globalKeys } = settings();
      const wanted = hasGlobalKeys ? JSON.stringify(globalKeys) : '';
      if (wanted === taken) return;
      taken = wanted;
      take();
      onChange();
    },
    stop() {
      taken = '';
      refused = {};
      keys.leaveAll();
    },
  };
}
