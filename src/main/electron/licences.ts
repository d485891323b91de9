import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { PackageLicence } from '@shared/model';
import type { Licences } from '../ports';

/** The parts that are built by themselves; each has a list of the packages that are in it. */
const PARTS = ['main', 'preload', 'renderer'] as const;

async function packagesOf(part: string): Promise<readonly PackageLicence[]> {
  const file = join(import.meta.dirname, '..', part, 'licences.json');
  // Written by our own build; while the program is developed there is none of the page that a server brings.
  const text = await readFile(file, 'utf8').catch(() => '[]');
  return JSON.parse(text) as readonly PackageLicence[];
}

/** What the build noted of the packages that it took in. */
export const packedLicences: Licences = {
  async packages() {
    const all = (await Promise.all(PARTS.map(packagesOf))).flat();
    const byName = new Map(all.map((each) => [`${each.name} ${each.version}`, each]));
    return [...byName.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
  },
  chromiumFile: join(dirname(process.execPath), 'LICENSES.chromium.html'),
};
