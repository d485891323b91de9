import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ClipId, LyricsFileSongs, ReadLyricsFile } from '@shared/model';
import { invoke } from '../../bridge';
import { oneLineName } from '@shared/list-names';
import { translate } from '../../i18n';
import { failureText } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Select } from '../../ui/select';
import { Spinner } from '../../ui/spinner';
import { WorkLine } from '../../ui/work-line';
import { takeManyWords, type WordsOfSong } from './own-words';
import { readWordsFile } from './words-file';
import styles from './import-many-dialog.module.css';

export interface ImportManyDialogProps {
  /** Null while the dialog is closed. */
  readonly files: readonly File[] | null;
  readonly onClose: () => void;
}

/** Shows for which songs several files of words are, before they become the words of those. */
export function ImportManyDialog({ files, onClose }: ImportManyDialogProps): ReactElement | null {
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState(files);
  const [opened, setOpened] = useState(0);
  if (files !== null && files !== last) {
    setLast(files);
    setOpened(opened + 1);
  }
  return last && <OpenImport key={opened} isOpen={files !== null} files={last} onClose={onClose} />;
}

/** A file, what was read of it, and the songs that it may be for. */
interface Entry {
  readonly name: string;
  /** Null where it cannot be read; then `problem` says why. */
  readonly words: ReadLyricsFile | null;
  readonly problem: string | null;
  readonly songs: LyricsFileSongs['songs'];
}

async function readEntries(files: readonly File[]): Promise<readonly Entry[]> {
  const matches = await invoke('lyrics.songsOfFiles', { fileNames: files.map(({ name }) => name) });
  const entries: Entry[] = [];
  for (const [index, file] of files.entries()) {
    const songs = matches[index]?.songs ?? [];
    const name = oneLineName(file.name);
    try {
      entries.push({ name, words: await readWordsFile(file), problem: null, songs });
    } catch (error) {
      entries.push({ name, words: null, problem: failureText(error), songs });
    }
  }
  return entries;
}

/** The value of a choice that leaves a file out. */
const NONE = '';

interface OpenImportProps {
  readonly isOpen: boolean;
  readonly files: readonly File[];
  readonly onClose: () => void;
}

function OpenImport({ isOpen, files, onClose }: OpenImportProps): ReactElement {
  const { t } = useTranslation();
  const [key] = useState(() => crypto.randomUUID());
  const { data: entries, error } = useQuery({
    queryKey: ['import-many', key],
    queryFn: () => readEntries(files),
    gcTime: 0,
  });
  const [chosen, setChosen] = useState<ReadonlyMap<number, string>>(new Map());
  const [done, setDone] = useState<number | null>(null);
  // What is meant without doubt is chosen; two files for one song are not.
  useEffect(() => {
    if (entries) setChosen(usualChoice(entries));
  }, [entries]);
  const wanted = useMemo(() => wantedOf(entries ?? [], chosen), [entries, chosen]);
  const isTwice = new Set(wanted.map(({ clipId }) => clipId)).size < wanted.length;
  const run = useMutation({
    mutationFn: () =>
      takeManyWords(wanted, () => translate('lyrics.importing.doneMany', { count: wanted.length }), setDone),
    onSuccess: onClose,
  });

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      isSticky
      width="large"
      title={t('lyrics.importing.title')}
      description={t('lyrics.importing.introMany', { count: files.length })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={wanted.length === 0 || isTwice}
            isBusy={run.isPending}
            onClick={() => {
              run.mutate();
            }}
          >
            {t('lyrics.importing.run')}
          </Button>
        </>
      }
    >
      {error && (
        <p role="alert" className={styles.problem}>
          {failureText(error)}
        </p>
      )}
      {!entries && !error && <Spinner size={16} />}
      {entries && (
        <ul className={styles.files} tabIndex={0} aria-label={t('lyrics.importing.files')}>
          {entries.map((entry, index) => (
            <FileRow
              key={index}
              entry={entry}
              value={chosen.get(index) ?? NONE}
              onChange={(value) => {
                setChosen(new Map(chosen).set(index, value));
              }}
            />
          ))}
        </ul>
      )}
      {run.isPending && (
        <WorkLine label={t('lyrics.importing.working')} done={done ?? 0} total={wanted.length} />
      )}
      {isTwice && (
        <p role="status" className={styles.problem}>
          {t('lyrics.importing.twice')}
        </p>
      )}
      <p className={styles.note}>{t('lyrics.importing.keeps')}</p>
      {run.error && (
        <p role="alert" className={styles.problem}>
          {failureText(run.error)}
        </p>
      )}
    </Dialog>
  );
}

interface FileRowProps {
  readonly entry: Entry;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FileRow({ entry, value, onChange }: FileRowProps): ReactElement {
  const { t } = useTranslation();
  const { name, words, problem, songs } = entry;
  const song = words === null ? undefined : songs.find(({ clipId }) => clipId === value);
  const losesTimes = song?.isTimed === true && words?.timedLines === 0;
  const told = words
    ? t('lyrics.importing.linesOf', { count: words.sungLines, timed: words.timedLines })
    : problem;
  return (
    <li className={styles.file}>
      <div className={styles.about}>
        <p className={styles.name} dir="auto" title={name}>
          {name}
        </p>
        <p className={words ? styles.told : styles.problem}>{told}</p>
        {losesTimes && <p className={styles.problem}>{t('lyrics.importing.losesTimes')}</p>}
        {song?.isOwn === true && <p className={styles.problem}>{t('lyrics.importing.replacesOwn')}</p>}
      </div>
      {words && songs.length > 0 ? (
        <Select
          label={t('lyrics.importing.songOf', { file: name })}
          isLabelHidden
          value={value}
          options={[
            ...songs.map(({ clipId, title }, index) => ({
              value: clipId as string,
              label: songs.length === 1 ? title : t('lyrics.importing.oneOf', { title, number: index + 1 }),
            })),
            { value: NONE, label: t('lyrics.importing.leaveOut') },
          ]}
          onChange={onChange}
        />
      ) : (
        <p className={styles.told}>{words && t('lyrics.importing.noSongOf')}</p>
      )}
    </li>
  );
}

function usualChoice(entries: readonly Entry[]): ReadonlyMap<number, string> {
  const taken = new Set<string>();
  const choice = new Map<number, string>();
  entries.forEach(({ words, songs }, index) => {
    const [song, ...others] = songs;
    if (words === null || song === undefined || others.length > 0 || taken.has(song.clipId)) return;
    taken.add(song.clipId);
    choice.set(index, song.clipId);
  });
  return choice;
}

function wantedOf(entries: readonly Entry[], chosen: ReadonlyMap<number, string>): readonly WordsOfSong[] {
  return entries.flatMap(({ words }, index) => {
    const clipId = chosen.get(index) ?? NONE;
    return words === null || clipId === NONE ? [] : [{ clipId: clipId as ClipId, content: words }];
  });
}
