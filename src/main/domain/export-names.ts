import { nameKey } from './naming';

/** Gives the songs of one export names that no two of them share, whatever a disk takes for one name. */
export interface ExportNames {
  /** The name, or the name with the first number that nobody has: "Lanterns", "Lanterns (2)", … */
  take(stem: string): string;
  /** Takes just this name; false when somebody else has it. */
  claim(stem: string, owner: string): boolean;
}

/** @param ending what stands behind the name of a second file of a song; nobody else gets that name either */
export function createExportNames(ending = ''): ExportNames {
  /** Who has a name, by the name's key. */
  const owners = new Map<string, string>();
  /** Up to which number the names of a stem are taken: thousands of songs of one title are not counted through each time. */
  const counted = new Map<string, number>();

  const isFree = (stem: string): boolean =>
    !owners.has(nameKey(stem)) && (ending === '' || !owners.has(nameKey(stem + ending)));

  return {
    take(stem) {
      const key = nameKey(stem);
      for (let number = (counted.get(key) ?? 0) + 1; ; number += 1) {
        const candidate = numbered(stem, number);
        if (!isFree(candidate)) continue;
        counted.set(key, number);
        owners.set(nameKey(candidate), candidate);
        if (ending !== '') owners.set(nameKey(candidate + ending), candidate);
        return candidate;
      }
    },
    claim(stem, owner) {
      const key = nameKey(stem);
      const present = owners.get(key);
      if (present !== undefined) return present === owner;
      owners.set(key, owner);
      return true;
    },
  };
}

/** The name as the first, the second … of its kind. */
export function numbered(stem: string, number: number): string {
  return number === 1 ? stem : `${stem} (${number})`;
}
