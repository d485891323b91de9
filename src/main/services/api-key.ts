import { AppError } from '@shared/ipc/errors';
import type { KeyStatus, KeyStorage } from '@shared/model';
import { USUAL_API_URL } from '@shared/usual-settings';
import { normaliseApiUrl, originOf } from '../domain/api-address';
import { readKey } from '../domain/key-text';
import type { Environment, KeptKey, KeyVault, Log } from '../ports';

/**
 * The API key. A key belongs to the origin it was given for and is never handed out for another, so that a changed
 * address asks for the key again instead of sending it to a new host.
 */
export interface ApiKeyService {
  /** The key for this address; null when there is none. */
  keyFor(apiUrl: string): string | null;
  /** Every key that is held, for whatever address: what must not be taken for anything else. */
  held(): readonly string[];
  status(apiUrl: string): KeyStatus;
  /** Throws `key-unreadable` when it can be no key, `key-storage-failed` when the key cannot be kept in the way asked for. */
  save(key: string, storage: Exclude<KeyStorage, 'environment'>, apiUrl: string): void;
  forget(): void;
}

/** So much of a key is shown to tell one from another. */
const ENDING_CHARS = 4;
const SHORTEST_KEY_WITH_ENDING = 12;

interface HeldKey {
  readonly key: string;
  readonly origin: string;
  readonly storage: KeyStorage;
}

export function createApiKeyService(vault: KeyVault, environment: Environment, log: Log): ApiKeyService {
  // A key of the environment is meant for the address of the environment, or for the service's own.
  const environmentKey = readEnvironment();
  let userKey: HeldKey | null = load();
  for (const held of [environmentKey, userKey]) if (held) log.hide(held.key);

  function readEnvironment(): HeldKey | null {
    if (environment.apiKey === null) return null;
    const key = readKey(environment.apiKey);
    if (key === null) {
      log.hide(environment.apiKey);
      log.warn('The key of the environment can be none; it is not used');
      return null;
    }
    const origin = originOf(normaliseApiUrl(environment.apiUrl ?? '') ?? USUAL_API_URL);
    return { key, origin, storage: 'environment' };
  }

  function load(): KeptKey | null {
    try {
      return vault.load();
    } catch (error) {
      log.error('The kept key cannot be read; it has to be entered again', error);
      return null;
    }
  }

  function heldFor(apiUrl: string): HeldKey | null {
    const origin = originOf(apiUrl);
    return [environmentKey, userKey].find((held) => held?.origin === origin) ?? null;
  }

  return {
    keyFor: (apiUrl) => heldFor(apiUrl)?.key ?? null,
    held: () => [environmentKey, userKey].flatMap((held) => (held === null ? [] : [held.key])),
    status(apiUrl) {
      const held = heldFor(apiUrl);
      return {
        storage: held?.storage ?? null,
        ending: held && held.key.length >= SHORTEST_KEY_WITH_ENDING ? held.key.slice(-ENDING_CHARS) : null,
        canStoreSecurely: vault.canEncrypt(),
        isForOtherAddress: held === null && (environmentKey !== null || userKey !== null),
        canForget: userKey !== null && held?.storage !== 'environment',
      };
    },
    save(typed, storage, apiUrl) {
      log.hide(typed);
      const key = readKey(typed);
      if (key === null) throw new AppError('key-unreadable', 'No header can carry it.');
      log.hide(key);
      const origin = originOf(apiUrl);
      if (storage === 'session') {
        vault.clear();
      } else {
        try {
          vault.save({ key, origin, storage });
        } catch (error) {
          throw new AppError('key-storage-failed', 'The key could not be stored.', { cause: error });
        }
      }
      userKey = { key, origin, storage };
      log.info('Key saved', { storage, origin });
    },
    forget() {
      log.info('Key forgotten');
      vault.clear();
      userKey = null;
    },
  };
}
