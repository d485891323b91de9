import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { safeStorage } from 'electron';
import type { KeptKey, KeyVault } from '../ports';

/** What stands in the file; `value` is base64 of the encrypted key, or the key itself when the user chose that. */
interface KeyFile {
  readonly origin: string;
  readonly storage: KeptKey['storage'];
  readonly value: string;
}

/** Keeps the key in a file of its own, encrypted by the system's secret store where there is one. */
export function createKeyVault(file: string): KeyVault {
  return {
    canEncrypt,
    load() {
      const kept = readKeyFile(file);
      if (!kept) return null;
      const { origin, storage } = kept;
      if (storage === 'unprotected') return { key: kept.value, origin, storage };
      if (!canEncrypt()) return null;
      return { key: safeStorage.decryptString(Buffer.from(kept.value, 'base64')), origin, storage };
    },
    save({ key, origin, storage }) {
      if (storage === 'secure' && !canEncrypt()) throw new Error('This system has no secret store.');
      const value = storage === 'secure' ? safeStorage.encryptString(key).toString('base64') : key;
      mkdirSync(dirname(file), { recursive: true });
      // A new file each time: the mode is heeded only where a file is made, and a half-written key is none.
      const fresh = `${file}.new`;
      rmSync(fresh, { force: true });
      writeFileSync(fresh, JSON.stringify({ origin, storage, value } satisfies KeyFile), { mode: 0o600 });
      renameSync(fresh, file);
    },
    clear() {
      rmSync(file, { force: true });
      rmSync(`${file}.new`, { force: true });
    },
  };
}

/** On Linux without a keyring Electron "encrypts" with a password that is in its source: that is no protection. */
function canEncrypt(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

function readKeyFile(file: string): KeyFile | null {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  return isKeyFile(content) ? content : null;
}

function isKeyFile(content: unknown): content is KeyFile {
  if (typeof content !== 'object' || content === null) return false;
  const { origin, storage, value } = content as Partial<Record<keyof KeyFile, unknown>>;
  return (
    typeof origin === 'string' &&
    typeof value === 'string' &&
    (storage === 'secure' || storage === 'unprotected')
  );
}
