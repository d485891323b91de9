import type { Language } from '@shared/language';
import type { Settings } from '@shared/model';
import type { PlaybackReport } from '@shared/system';
import type { Tray, TrayAction, TrayContent } from '../ports';

export interface TrayPresence {
  update(): void;
  stop(): void;
}

export interface TrayPresenceDeps {
  readonly tray: Tray;
  readonly settings: () => Pick<Settings, 'hasTray'>;
  readonly language: () => Language;
  readonly playing: () => PlaybackReport;
  readonly act: (action: TrayAction) => void;
}

/** The tray while the user wants one: shown anew when what it tells has changed, and only then. */
export function createTrayPresence({
  tray,
  settings,
  language,
  playing,
  act,
}: TrayPresenceDeps): TrayPresence {
  /** What it tells, as text; null while there is none. */
  let shown: string | null = null;

  function hide(): void {
    if (shown === null) return;
    shown = null;
    tray.hide();
  }

  return {
    update() {
      if (!settings().hasTray) {
        hide();
        return;
      }
      const { title, isPlaying, hasNext, hasPrevious } = playing();
      const content: TrayContent = { title, isPlaying, hasNext, hasPrevious, language: language() };
      const text = JSON.stringify(content);
      if (text === shown) return;
      shown = text;
      tray.show(content, act);
    },
    stop: hide,
  };
}
