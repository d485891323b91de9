import { goTo } from '../navigation';

/** A part of the settings that something else in the window can lead to. */
export type SettingPart = 'key' | 'address' | 'requests' | 'library' | 'updates';

let wanted: SettingPart | null = null;
const listeners = new Set<() => void>();

/** Opens Settings with the focus on one part of it. */
export function openSetting(part: SettingPart): void {
  wanted = part;
  goTo('settings');
  for (const listener of listeners) listener();
}

/** Takes the wish to see one part, once. */
export function takeWantedSetting(): SettingPart | null {
  const part = wanted;
  wanted = null;
  return part;
}

/** Tells when Settings is asked for while it is open already. */
export function onSettingWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
