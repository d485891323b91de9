import type { RefCallback } from 'react';
import type { SettingPart } from '../../shell/setting-focus';

/** What has the focus where something else in the window leads to a setting. */
const targets = new Map<SettingPart, HTMLElement>();
/** One that is asked for and not there yet: it is drawn when main has answered. */
let awaited: SettingPart | null = null;

/** For the control that stands for a part of the settings. */
export function settingTarget(part: SettingPart): RefCallback<HTMLElement> {
  return (element) => {
    if (element === null) return undefined;
    targets.set(part, element);
    if (awaited === part) {
      awaited = null;
      focus(element);
    }
    return () => {
      targets.delete(part);
    };
  };
}

/** Gives a part of the settings the focus, as soon as it is there. The returned function ends the wish for it. */
export function focusSetting(part: SettingPart): () => void {
  const target = targets.get(part);
  if (target === undefined) awaited = part;
  else focus(target);
  return () => {
    awaited = null;
  };
}

function focus(target: HTMLElement): void {
  target.focus();
  target.scrollIntoView({ block: 'center' });
}
