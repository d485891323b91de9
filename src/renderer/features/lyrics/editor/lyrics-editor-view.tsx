import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import { Redo2, Undo2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { MAX_LYRICS_CHARS, type ClipId, type EditableLyrics, type Song } from '@shared/model';
import { invoke } from '../../../bridge';
import { formatMoment } from '../../../format';
import { translate } from '../../../i18n';
import { keyOf, pressOf } from '../../../key-press';
import { useListing } from '../../../navigation';
import { isPlayable } from '../../../player/playable';
import { player, usePlayerValue } from '../../../player/use-player';
import { queryKeys, useSong } from '../../../query';
import { failureText } from '../../../shell/failure-text';
import { focusedBehind, fullView } from '../../../shell/full-view';
import { laterShortcut } from '../../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../../shell/shortcuts';
import { useShownKey } from '../../../shortcut-keys';
import { Button, IconButton } from '../../../ui/button';
import { Segmented } from '../../../ui/choice';
import { EmptyState } from '../../../ui/empty-state';
import { isMac, Kbd } from '../../../ui/kbd';
import { useBorrowedFocus } from '../../../ui/use-borrowed-focus';
import { useWordsPosition } from '../lyrics-offset';
import { nextSung, shifted } from './editor-document';
import { TextTab } from './text-tab';
import { TimingList } from './timing-list';
import { TimingWaveform } from './timing-waveform';
import { useLyricsEditor, type LyricsEditor } from './use-lyrics-editor';
import styles from './lyrics-editor.module.css';

/** What is heard before a line that is played to look at its time. */
const LEAD_MS = 1_000;
const SHIFT_MS = 100;

/** The words of a song, to be corrected and timed, over everything but the player. */
export function LyricsEditorView({ clipId }: { readonly clipId: ClipId }): ReactElement | null {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: queryKeys.lyricsEditable(clipId),
    queryFn: () => invoke('lyrics.editable', { clipId }),
    // What is edited is this window's; it is read anew each time it begins.
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <section className={styles.view} data-region aria-label={t('lyrics.editor.label')}>
      {error ? (
        <EmptyState title={t('errors.load.title')} text={failureText(error)} icon={X} />
      ) : (
        data && <Editor key={clipId} clipId={clipId} begun={data} />
      )}
    </section>
  );
}

interface EditorProps {
  readonly clipId: ClipId;
  readonly begun: EditableLyrics;
}

type Tab = 'text' | 'times';

function Editor({ clipId, begun }: EditorProps): ReactElement {
  const { t } = useTranslation();
  const editor = useLyricsEditor(clipId, begun);
  const { document, change } = editor;
  const [tab, setTab] = useState<Tab>(begun.text === '' ? 'text' : 'times');
  const [selected, setSelected] = useState<number | null>(() => nextSung(document, -1));
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isDraftTold, setDraftTold] = useState(begun.draft !== null);
  const song = useSong(clipId);
  const play = usePlaying(clipId, song, begun);

  useEditorKeys(editor.save);
  // The keys are those of what is edited: whoever works in the waveform, has the song played or decides about a draft goes on
  // with them.
  const focusEdited = useCallback(() => {
    (list.current ?? field.current)?.focus();
  }, []);
  useBorrowedFocus(begun.text === '' ? field : list, focusedBehind);
  // Undo and redo are the editor's everywhere in it, also in the text.
  const onKeyDown = (event: KeyboardEvent) => {
    // What goes to another place by a letter elsewhere does not do so from here; space still plays and pauses.
    const isPlain = !event.ctrlKey && !event.metaKey && event.key.length === 1 && event.key !== ' ';
    if (isPlain) event.stopPropagation();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = keyOf(pressOf(event.nativeEvent), isMac);
    const isRedo = key === 'Y' || (key === 'Z' && event.shiftKey);
    if (!isRedo && key !== 'Z') return;
    event.preventDefault();
    if (isRedo) editor.redo();
    else editor.undo();
  };

  return (
    <div className={styles.frame} onKeyDown={onKeyDown}>
      <header className={styles.head}>
        <p className={styles.title} dir="auto">
          {song?.title}
        </p>
        <p role="status" className={editor.isChanged ? styles.changed : styles.saved}>
          {stateText(editor)}
        </p>
        <span className={styles.space} />
        <IconButton
          label={t('lyrics.editor.undo')}
          icon={Undo2}
          shortcut="Ctrl+Z"
          isDisabled={!editor.canUndo}
          tooltipSide="bottom"
          onClick={editor.undo}
        />
        <IconButton
          label={t('lyrics.editor.redo')}
          icon={Redo2}
          shortcut="Ctrl+Shift+Z"
          isDisabled={!editor.canRedo}
          tooltipSide="bottom"
          onClick={editor.redo}
        />
        <Button
          variant="primary"
          isDisabled={!editor.isChanged || editor.isTooLong}
          isBusy={editor.isSaving}
          onClick={() => void editor.save()}
        >
          {t('lyrics.editor.save')}
        </Button>
        <IconButton
          label={t('lyrics.editor.close')}
          icon={X}
          iconSize={20}
          tooltipSide="bottom"
          onClick={fullView.close}
        />
      </header>
      {isDraftTold && begun.draft !== null && (
        <div role="status" className={styles.draft}>
          <span>{t('lyrics.editor.draft', { time: formatMoment(begun.draft.keptAt) })}</span>
          <Button
            size="small"
            onClick={() => {
              editor.discard();
              setDraftTold(false);
              focusEdited();
            }}
          >
            {t('lyrics.editor.discard')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              setDraftTold(false);
              focusEdited();
            }}
          >
            {t('lyrics.editor.goOn')}
          </Button>
        </div>
      )}
      <div className={styles.tools}>
        <Segmented<Tab>
          label={t('lyrics.editor.tab.label')}
          isLabelHidden
          value={tab}
          options={[
            { value: 'times', label: t('lyrics.editor.tab.times') },
            { value: 'text', label: t('lyrics.editor.tab.text') },
          ]}
          onChange={(next) => {
            editor.settle();
            setTab(next);
          }}
        />
        {tab === 'times' && (
          <>
            <Button
              size="small"
              isDisabled={!play.canPlay}
              onClick={() => {
                play.begin();
                focusEdited();
              }}
            >
              {t('lyrics.editor.play')}
            </Button>
            <span className={styles.space} />
            {([-SHIFT_MS, SHIFT_MS] as const).map((ms) => (
              <Button
                key={ms}
                size="small"
                onClick={() => {
                  change(shifted(document, ms, begun.durationMs), 'shift');
                }}
              >
                {t(ms < 0 ? 'lyrics.editor.allEarlier' : 'lyrics.editor.allLater')}
              </Button>
            ))}
          </>
        )}
      </div>
      {tab === 'text' ? (
        <TextTab field={field} document={document} type={editor.type} typed={editor.typed} />
      ) : (
        <>
          {song && (
            <TimingWaveform
              song={song}
              document={document}
              onChange={change}
              selected={selected}
              onSelect={setSelected}
              offsetMs={begun.offsetMs}
              positionMs={play.positionMs}
              isCurrent={play.isCurrent}
              onSeek={play.seek}
              onUsed={focusEdited}
            />
          )}
          <TimingList
            list={list}
            document={document}
            onChange={change}
            selected={selected}
            onSelect={setSelected}
            positionMs={play.positionMs}
            isCurrent={play.isCurrent}
            durationMs={begun.durationMs}
            onPlay={play.begin}
            onPlayFrom={(startMs) => {
              play.from(Math.max(0, startMs - LEAD_MS));
            }}
          />
          <Keys />
        </>
      )}
    </div>
  );
}

function stateText({ isChanged, isTooLong }: LyricsEditor): string {
  if (isTooLong) return translate('lyrics.editor.tooManyWords', { count: MAX_LYRICS_CHARS });
  return translate(isChanged ? 'lyrics.editor.changed' : 'lyrics.editor.saved');
}

const KEYS = [
  ['editor-stamp', 'stamp'],
  ['editor-word', 'word'],
  ['editor-end', 'end'],
  ['Left', 'earlier'],
  ['Right', 'later'],
  ['Alt', 'fine'],
  ['editor-play-from', 'playFrom'],
  ['editor-write', 'write'],
  ['editor-merge', 'merge'],
  ['editor-clear', 'clear'],
] as const;

function Keys(): ReactElement {
  const { t } = useTranslation();
  return (
    <dl className={styles.keys}>
      {KEYS.map(([shortcut, name]) => (
        <Key key={shortcut} shortcut={shortcut} name={name} />
      ))}
      <div className={styles.key}>
        <dt>{t('lyrics.editor.key.menu')}</dt>
        <dd>{t('lyrics.editor.key.all')}</dd>
      </div>
    </dl>
  );
}

interface KeyProps {
  readonly shortcut: string;
  readonly name: (typeof KEYS)[number][1];
}

/** Nothing for what the user has left without a key. */
function Key({ shortcut, name }: KeyProps): ReactElement | null {
  const { t } = useTranslation();
  const keys = useShownKey(shortcut);
  if (keys === null) return null;
  return (
    <div className={styles.key}>
      <dt>
        <Kbd keys={keys} />
      </dt>
      <dd>{t(`lyrics.editor.key.${name}`)}</dd>
    </div>
  );
}

interface Playing {
  readonly isCurrent: boolean;
  readonly canPlay: boolean;
  /** Where the music is, as the words are timed to it. */
  readonly positionMs: () => number;
  readonly begin: () => void;
  readonly from: (ms: number) => void;
  /** Goes there; what stands still stays so. */
  readonly seek: (ms: number) => void;
}

/** The song of the editor in the player. */
function usePlaying(clipId: ClipId, song: Song | null, { offsetMs }: EditableLyrics): Playing {
  const [listing] = useListing();
  const isCurrent = usePlayerValue((state) => state.clipId === clipId);
  const heardMs = useWordsPosition();
  const canPlay = song ? isPlayable(song) : false;
  const from = useCallback(
    (ms: number) => {
      if (!isCurrent) {
        player.playListing(listing, clipId, ms);
        return;
      }
      player.seekTo(ms);
      player.play();
    },
    [isCurrent, listing, clipId],
  );
  return useMemo(
    () => ({
      isCurrent,
      canPlay,
      // The words of this song are shown shifted: what is tapped is timed as if they were not.
      positionMs: () => heardMs() - offsetMs,
      begin: () => {
        from(0);
      },
      from: (ms: number) => {
        from(Math.max(0, ms + offsetMs));
      },
      seek: (ms: number) => {
        const soundMs = Math.max(0, ms + offsetMs);
        if (isCurrent) player.seekTo(soundMs);
        else from(soundMs);
      },
    }),
    [isCurrent, canPlay, heardMs, offsetMs, from],
  );
}

function useEditorKeys(save: () => Promise<boolean>): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  }, [save]);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [{ ...laterShortcut('save-lyrics'), run: () => void latest.current() }],
    [],
  );
  useShortcuts(shortcuts);
}
