import { isAbsolute } from 'node:path';
import * as z from 'zod';
import { settingSchemas } from '@shared/ipc/settings-schema';
import { MAX_PROGRAMS } from '@shared/system';
import { normaliseApiUrl } from '../domain/api-address';
import type { StoredSettings } from '../ports';

/** Null: the usual place. */
const folder = z.string().refine(isAbsolute).nullable();

const schema = z
  .object({
    ...settingSchemas,
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
}

/** Reads settings as a file has them, which people and other versions of the program may have written. */
export function readStoredSettings(
  stored: Readonly<Record<string, unknown>>,
  defaults: StoredSettings,
): StoredSettingsReading {
  const { error } = schema.safeParse(stored);
  const invalid = [...new Set(error?.issues.map((issue) => String(issue.path[0])))];
  const valid = Object.entries(stored).filter(([name]) => !invalid.includes(name));
  return { settings: { ...defaults, ...schema.parse(Object.fromEntries(valid)) }, invalid };
}
