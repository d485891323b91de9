import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDown } from 'lucide-react';
import { formatBytes } from '../format';
import { translate } from '../i18n';
import { dialogs } from './dialogs';
import { MOST_FILE_BYTES, readFiles, type LeftOut } from './incoming-text';
import { takeLyricsFiles } from './lyrics-drop';
import { notify, type Words } from './notices';
import { takePlaylistFiles } from './playlists';
import { isTextField } from './shortcuts';
import { draggedSongs } from './song-drag';
import styles from './drop-zone.module.css';

/** More than a few at once is said by the first of them. */
const MOST_TOLD = 3;

function whyLeftOut({ name, reason }: LeftOut): string {
  return reason === 'too-large'
    ? translate('notices.dropTooLarge', { name, size: formatBytes(MOST_FILE_BYTES) })
    : translate('notices.dropNotText', { name });
}

/** Why files were not taken; null when all were. */
export function leftOutText(leftOut: readonly LeftOut[]): Words | null {
  return leftOut.length === 0 ? null : () => leftOut.slice(0, MOST_TOLD).map(whyLeftOut).join(' ');
}

async function takeDrop(transfer: DataTransfer): Promise<void> {
  // Both are read before the first await: afterwards the transfer is empty.
  const files = [...transfer.files];
  const plain = transfer.getData('text/plain');
  if (files.length === 0) {
    if (plain.trim() !== '') dialogs.openAddJobs(plain);
    return;
  }
  if (takePlaylistFiles(files) || (await takeLyricsFiles(files))) return;
  const { text, leftOut } = await readFiles(files);
  const isEmpty = text.trim() === '';
  const problem = leftOutText(leftOut) ?? (isEmpty ? () => translate('notices.dropNothing') : null);
  // The dialog says it itself, in place: a notice would lie over its buttons.
  if (!isEmpty || dialogs.isAddJobsOpen()) dialogs.openAddJobs(text.trimEnd(), problem);
  else if (problem !== null) notify(problem, { tone: 'bad' });
}

function canTake(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? [];
  return types.includes('Files') || types.includes('text/plain');
}

/** Lets text and files be dropped anywhere on the window, and text be pasted anywhere outside of a field. */
export function DropZone(): ReactElement | null {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    // A drag that began in this window (a song on its way out) is not for us.
    let isOwn = false;
    const isOurs = () => isOwn || draggedSongs() !== null;
    const controller = new AbortController();
    const { signal } = controller;

    // One that the system takes over has no end here; `draggedSongs` knows it.
    window.addEventListener('dragstart', (event) => (isOwn = !event.defaultPrevented), { signal });
    window.addEventListener('dragend', () => (isOwn = false), { signal });
    window.addEventListener(
      'dragover',
      (event) => {
        // Somebody on the way takes it.
        if (event.defaultPrevented) {
          setOver(false);
          return;
        }
        // Without this the browser would open a dropped file in place of the program.
        event.preventDefault();
        const isWelcome = canTake(event) && !isOurs() && !isTextField(event.target);
        if (event.dataTransfer) event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
        setOver(isWelcome);
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (event.defaultPrevented) return;
        const isForField = isTextField(event.target) && event.dataTransfer?.files.length === 0;
        if (isForField) return;
        event.preventDefault();
        if (!isOurs() && event.dataTransfer) void takeDrop(event.dataTransfer);
      },
      { signal },
    );
    window.addEventListener(
      'paste',
      (event) => {
        if (isTextField(event.target) || dialogs.isOpen()) return;
        const files = [...(event.clipboardData?.files ?? [])];
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (files.length === 0 && text.trim() === '') return;
        event.preventDefault();
        if (event.clipboardData) void takeDrop(event.clipboardData);
      },
      { signal },
    );
    return () => {
      controller.abort();
    };
  }, []);

  if (!isOver) return null;
  return (
    <div className={styles.zone}>
      <div className={styles.card}>
        <FileDown size={30} strokeWidth={1.5} aria-hidden />
        <p className={styles.title}>{t('shell.drop.title')}</p>
        <p className={styles.text}>{t('shell.drop.text')}</p>
      </div>
    </div>
  );
}
