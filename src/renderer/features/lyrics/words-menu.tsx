import { useRef, useState, type ReactElement } from 'react';
import { ClipboardCopy, Ellipsis, FileInput, MicVocal, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LYRICS_FORMATS, type ClipId, type Lyrics, type LyricsFormat } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { copyText } from '../../shell/copy-text';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { fullView } from '../../shell/full-view';
import { notify } from '../../shell/notices';
import { IconButton } from '../../ui/button';
import { ContextMenu, Menu, type MenuItem } from '../../ui/menu';
import type { OffsetNudges } from './lyrics-offset';

export interface WordsMenuProps {
  readonly clipId: ClipId | null;
  readonly lyrics: Lyrics | null;
  readonly nudges: OffsetNudges | null;
}

/** What is done with the words less often. */
export function WordsMenu({ clipId, lyrics, nudges }: WordsMenuProps): ReactElement {
  const { t } = useTranslation();
  const nudge = (label: string, shortcut: string | undefined, run: (() => void) | undefined): MenuItem => ({
    label,
    ...(shortcut === undefined ? {} : { shortcut }),
    isDisabled: run === undefined,
    onSelect: () => run?.(),
  });
  const hasWords = lyrics !== null && lyrics.text !== '';
  const [copyAt, setCopyAt] = useState<Element | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const canReset = nudges !== null && nudges.offsetMs !== 0;
  return (
    <>
      <Menu
        trigger={<IconButton ref={button} label={t('lyrics.panel.more')} icon={Ellipsis} size="small" />}
        items={[
          {
            label: t('lyrics.karaoke.open'),
            icon: MicVocal,
            shortcut: 'karaoke',
            onSelect: () => {
              fullView.openKaraoke();
            },
          },
          { kind: 'separator' },
          nudge(t('lyrics.offset.earlier'), 'words-earlier', nudges?.earlier),
          nudge(t('lyrics.offset.later'), 'words-later', nudges?.later),
          nudge(t('lyrics.offset.reset'), undefined, canReset ? nudges.reset : undefined),
          { kind: 'separator' },
          {
            label: t('lyrics.panel.copy'),
            icon: ClipboardCopy,
            isDisabled: !hasWords,
            onSelect: () => {
              if (lyrics !== null) copyText(lyrics.text);
            },
          },
          {
            label: t('lyrics.copyAs.open'),
            isDisabled: !hasWords,
            onSelect: () => {
              setCopyAt(button.current);
            },
          },
          { kind: 'separator' },
          {
            label: t('lyrics.editor.open'),
            icon: PencilLine,
            shortcut: 'edit-lyrics',
            isDisabled: clipId === null,
            onSelect: () => {
              if (clipId !== null) fullView.openLyricsEditor(clipId);
            },
          },
          {
            label: t('lyrics.importing.open'),
            icon: FileInput,
            isDisabled: clipId === null,
            onSelect: () => {
              if (clipId !== null) chooseImport(clipId);
            },
          },
          {
            label: t('lyrics.revert.open'),
            isDisabled: clipId === null || lyrics === null || lyrics.source === 'api',
            onSelect: () => {
              if (clipId !== null) dialogs.openRevertLyrics(clipId);
            },
          },
        ]}
      />
      <ContextMenu
        anchor={copyAt}
        label={t('lyrics.copyAs.label')}
        items={LYRICS_FORMATS.map((format) => ({
          label: t(`exporting.format.${format}`),
          onSelect: () => {
            if (lyrics !== null) copyAs(lyrics.clipId, format);
          },
        }))}
        onClose={() => {
          setCopyAt(null);
        }}
      />
    </>
  );
}

/** Copies what a file of this format would hold. */
function copyAs(clipId: ClipId, format: LyricsFormat): void {
  invoke('lyrics.print', { clipId, format, hasSections: true }).then((text) => {
    if (text === '') notify(() => translate('lyrics.copyAs.nothing'));
    else copyText(text);
  }, notifyFailure);
}

/** Has the user choose a file of words for a song, and shows what was read of it. */
function chooseImport(clipId: ClipId): void {
  invoke('lyrics.chooseImport', {}).then((file) => {
    if (file !== null) dialogs.openImportLyrics(clipId, file);
  }, notifyFailure);
}
