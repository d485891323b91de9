import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { AppError } from '@shared/ipc/errors';
import {
  CARRIED_SETTINGS,
  changedSettings,
  pickSettings,
  USUAL_IN_SAMPLE,
  type CarriedSetting,
  type CarriedSettings,
  type ImportedSettings,
} from '@shared/usual-settings';
import { settingSchemas } from '@shared/ipc/settings-schema';
import type { Settings } from '@shared/model';
import { canAllWorkEverywhere, settleKeys } from '../domain/settled-keys';
import type { Shell } from '../ports';
import { readChosenFile } from './chosen-file';
import { DEFAULT_SETTINGS, type SettingsService } from './settings';
import { readStoredSettings } from './stored-settings';
import { isDiskFull } from './whole-file';

/** Settings that go to another machine or come from one, as a file. It holds no key, no folder and no address. */
export interface SettingsFiles {
  /**
   * Asks where to, and writes. Null when the user closed the dialog.
   *
   * @throws AppError `disk-full` or `file-failed` when it could not be written
   */
  save(): Promise<{ readonly fileName: string } | null>;
  /**
   * Has the user choose a file and puts its settings in force; null when the dialog was closed. What it does not name
   * stays as it is, and so does what cannot be used.
   *
   * @throws AppError `no-settings-file`, `newer-settings-file`, `file-too-large`, `file-failed`: nothing was changed
   */
  take(): Promise<ImportedSettings | null>;
}

export interface SettingsFilesDeps {
  /** Its library is the sample's: what is usual there alone goes to no file. */
  readonly isSample: boolean;
  readonly shell: Pick<Shell, 'chooseFileToWrite' | 'chooseSettingsFile'>;
  readonly settings: Pick<SettingsService, 'current' | 'update'>;
}

const SUGGESTED_NAME = 'Flowshelf settings.json';
const VERSION = 1;
/** Two hundred shortcuts and all else are a hundredth of it. */
const MAX_FILE_BYTES = 1_000_000;

const fileSchema = z.object({
  flowshelf: z.literal('settings'),
  version: z.int().min(1),
  settings: z.record(z.string(), z.unknown()),
});

export function createSettingsFiles({ isSample, shell, settings }: SettingsFilesDeps): SettingsFiles {
  const ownNames = CARRIED_SETTINGS.filter((name) => !isSample || !Object.hasOwn(USUAL_IN_SAMPLE, name));

  return {
    async save() {
      const file = await shell.chooseFileToWrite({ suggestedName: SUGGESTED_NAME });
      if (file === null) return null;
      try {
        await writeFile(file, settingsFileText(settings.current(), ownNames));
      } catch (error) {
        throw new AppError(isDiskFull(error) ? 'disk-full' : 'file-failed', 'It could not be written.', {
          cause: error,
        });
      }
      return { fileName: basename(file) };
    },
    async take() {
      const file = await shell.chooseSettingsFile();
      if (file === null) return null;
      const text = (await readChosenFile(file, MAX_FILE_BYTES)).toString('utf8');
      const current = settings.current();
      const { patch, unusable, withoutKeys } = readSettingsFile(text, current);
      const wanted = { ...current, ...patch };
      const changed = changedSettings(current, wanted, CARRIED_SETTINGS);
      const before = pickSettings(current, changed);
      if (changed.length > 0) settings.update(pickSettings(wanted, changed));
      return { fileName: basename(file), changed: changed.length, before, unusable, withoutKeys };
    },
  };
}

/** What a file of settings holds: those that people choose, in a form that can be read and changed by hand. */
export function settingsFileText(
  settings: CarriedSettings,
  names: readonly CarriedSetting[] = CARRIED_SETTINGS,
): string {
  const content = {
    flowshelf: 'settings',
    version: VERSION,
    settings: pickSettings(settings, names),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Reads the text of such a file.
 *
 * @param now the keys that there are: what the file does not name, or what of it cannot be used, stays
 * @returns what can be used, and the names of what cannot
 * @throws AppError `no-settings-file`, `newer-settings-file`
 */
export function readSettingsFile(
  text: string,
  now: Pick<Settings, 'shortcuts' | 'globalKeys'>,
): Pick<ImportedSettings, 'unusable' | 'withoutKeys'> & { readonly patch: Partial<CarriedSettings> } {
  const { data } = fileSchema.safeParse(parsed(text));
  if (!data) throw new AppError('no-settings-file', 'The file holds no settings.');
  if (data.version > VERSION) throw new AppError('newer-settings-file', `Its version is ${data.version}.`);
  const named = CARRIED_SETTINGS.filter((name) => Object.hasOwn(data.settings, name));
  const stored = Object.fromEntries(named.map((name) => [name, data.settings[name]]));
  const everywhere = settingSchemas.globalKeys.safeParse(stored.globalKeys).data;
  const reading = readStoredSettings(stored, DEFAULT_SETTINGS, {
    shortcuts: now.shortcuts,
    everywhere: Object.values(everywhere ?? now.globalKeys),
  });
  const invalid = new Set<string>(reading.invalid);
  const hasKeys = named.includes('shortcuts') && !invalid.has('shortcuts');
  const read = hasKeys ? reading.settings.shortcuts : now.shortcuts;
  // Where nothing could be used all stay as they are.
  const { keys, losers } = read === now.shortcuts ? { keys: read, losers: [] } : settleKeys(read);
  if (everywhere !== undefined && !canAllWorkEverywhere(everywhere, keys)) invalid.add('globalKeys');
  const isUsable = (name: CarriedSetting) => !invalid.has(name);
  return {
    patch: pickSettings({ ...reading.settings, shortcuts: keys }, named.filter(isUsable)),
    unusable: named.filter((name) => !isUsable(name)),
    withoutKeys: [...new Set([...reading.withoutKeys, ...losers])],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
