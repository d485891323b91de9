import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { settingSchemas } from '@shared/ipc/settings-schema';
import { MAX_PROGRAMS } from '@shared/system';
import { normaliseApiUrl } from '../domain/api-address';
import { readStoredShortcuts, type KeysNow } from '../domain/stored-shortcuts';
import type { StoredSettings } from '../ports';

/** Null: the usual place. */
const folder = z.string().refine(isAbsolute).nullable();

/** Keys are read chord by chord: one that cannot be used spoils no other. */
const { shortcuts: _readByThemselves, ...ofOneValue } = settingSchemas;

const schema = z
  .object({
    ...ofOneValue,
    apiUrl: z.string().refine((url) => normaliseApiUrl(url) !== null),
    libraryFolder: folder,
    exportFolder: folder,
    programs: z.array(z.string().refine(isAbsolute)).max(MAX_PROGRAMS),
  })
  .partial();

export interface StoredSettingsReading {
  /** Every setting: as stored where that is valid, else its default. */
  readonly settings: StoredSettings;
  /** Names of the settings whose stored value cannot be used. */
  readonly invalid: readonly string[];
  /** Actions of which stored keys cannot be used. */
  readonly withoutKeys: readonly string[];
}

/**
 * Reads settings as a file has them, which people and other versions of the program may have written.
 *
 * @param keysNow what is kept of actions of whose stored keys none can be used, and what these cannot have
 */
export function readStoredSettings(
  stored: Readonly<Record<string, unknown>>,
  defaults: StoredSettings,
  keysNow: KeysNow = { shortcuts: defaults.shortcuts, everywhere: [] },
): StoredSettingsReading {
  const { error } = schema.safeParse(stored);
  const invalid = [...new Set(error?.issues.map((issue) => String(issue.path[0])))];
  const valid = Object.entries(stored).filter(([name]) => !invalid.includes(name));
  const settings = { ...defaults, ...schema.parse(Object.fromEntries(valid)) };
  if (!Object.hasOwn(stored, 'shortcuts')) return { settings, invalid, withoutKeys: [] };
  const shortcuts = readStoredShortcuts(stored.shortcuts, keysNow);
  if (shortcuts === null) return { settings, invalid: [...invalid, 'shortcuts'], withoutKeys: [] };
  return { settings: { ...settings, shortcuts: shortcuts.keys }, invalid, withoutKeys: shortcuts.leftOut };
}
