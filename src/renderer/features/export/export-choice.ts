import type { ExportPlace, OnExisting } from '@shared/export';
import type { LyricsFormat, Settings, SoundKind } from '@shared/model';

/** What is chosen for an export besides its songs and its folder. */
export interface ExportChoice {
  readonly formats: readonly LyricsFormat[];
  readonly sounds: readonly SoundKind[];
  readonly pattern: string;
  readonly hasSections: boolean;
  readonly place: ExportPlace;
  readonly onExisting: OnExisting;
}

/** What was chosen last. */
export function chosenOf(settings: Settings): ExportChoice {
  return {
    formats: settings.exportFormats,
    sounds: settings.exportSounds,
    pattern: settings.exportPattern,
    hasSections: settings.hasExportSections,
    place: settings.exportPlace,
    onExisting: settings.onExportExisting,
  };
}
