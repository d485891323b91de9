import { CUE_FORMATS, type LyricsFormat } from '@shared/model';
import { translate } from '../../i18n';

/** How a file of this format ends beside others of the same song. */
export function endingOf(format: LyricsFormat, beside: readonly LyricsFormat[]): string {
  if (format !== 'lrc-words') return `.${format}`;
  return beside.includes('lrc') ? ' (words).lrc' : '.lrc';
}

/** Those that leave out lines without a time. */
export function cueFormatsOf(formats: readonly LyricsFormat[]): readonly LyricsFormat[] {
  const cues: readonly LyricsFormat[] = CUE_FORMATS;
  return formats.filter((format) => cues.includes(format));
}

export function formatNames(formats: readonly LyricsFormat[]): string {
  return formats.map((format) => translate(`exporting.format.${format}`)).join(', ');
}
