import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import {
  MAX_SAVED_SEARCH_NAME,
  SONG_SORTS,
  type SavedSearch,
  type SavedSearchId,
  type SongListing,
  type SortDirection,
} from '@shared/model';
import { MATCHES, MAX_LIMIT, MAX_QUERY_LENGTH, type Match } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { listingPath } from '../../navigation';
import { queryKeys } from '../../query';
import { failureText } from '../../shell/failure-text';
import { problemWords } from '../../shell/filter-words';
import { NameField } from '../../shell/name-field';
import { storeSearch } from '../../shell/saved-searches';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { useAfterPress } from '../../ui/field-left';
import { Select } from '../../ui/select';
import { useRested } from '../../ui/use-rested';
import { RuleEditor } from './rule-editor';
import { newRule, readRules, type SmartRules } from './smart-rules';
import {
  draftOf,
  keyed,
  placeOfRule,
  readDraft,
  USUAL_LIMIT,
  wrongIn,
  type Draft,
  type DraftPlace,
  type KeyedRule,
} from './smart-rules-draft';
import styles from './smart-playlist-dialog.module.css';

/** The saved search whose rules are to be changed; null: a new one. */
export interface SmartPlaylistWish {
  readonly search: SavedSearch | null;
  /** Its place from the top. */
  readonly position: number;
}

export interface SmartPlaylistDialogProps {
  /** Null while the dialog is closed. */
  readonly wanted: SmartPlaylistWish | null;
  readonly onClose: () => void;
}

/** The order of a smart playlist: the best match is one of a search alone. */
const SORTS = SONG_SORTS.filter((sort) => sort !== 'match');
const DIRECTIONS = ['asc', 'desc'] as const;
/** So long after the last change the songs are counted. */
const COUNT_AFTER_MS = 250;
/** So long a text is not found wrong while it is typed. */
const TYPING_RESTS_MS = 1_000;

/** Puts a search together by rules that a song has to fit, and keeps it under a name. */
export function SmartPlaylistDialog({ wanted, onClose }: SmartPlaylistDialogProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<SmartPlaylistWish | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(null, ''));
  const [isNameMissing, setNameMissing] = useState(false);
  // What is still being filled in is not told to be wrong: only what was left, and all of it once it was to be kept.
  const [known, setKnown] = useState<readonly DraftPlace[]>([]);
  const [tries, setTries] = useState(0);
  const afterPress = useAfterPress();

  const reading = readDraft(draft);
  const { text } = reading;
  const problem = 'problem' in reading ? reading.problem : null;
  const told = known.filter((place) => wrongIn(reading).includes(place));
  const listing = { search: text ?? '', sort: draft.sort, direction: draft.direction };

  const store = useMutation({
    mutationFn: async ({ search, position, saved }: SmartPlaylistWish & { readonly saved: SongListing }) => {
      const id = search?.id ?? (crypto.randomUUID() as string as SavedSearchId);
      await storeSearch({ id, name: draft.name.trim(), ...saved }, position);
      window.history.pushState(null, '', listingPath(saved));
    },
    onSuccess: onClose,
  });

  if (wanted !== null && wanted !== shown) {
    setShown(wanted);
    setDraft(draftOf(wanted.search, t('playlists.smart.usualName')));
    setNameMissing(false);
    setKnown([]);
    store.reset();
  }

  // The first wrong field, in the order in which they stand; where none is, a rule is missing or one too many.
  useEffect(() => {
    if (tries === 0) return;
    const dialog = field.current?.closest('[data-modal]');
    (dialog?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? addButton.current)?.focus();
  }, [tries]);

  const change = (patch: Partial<Draft>) => {
    const next = { ...draft, ...patch };
    const stillWrong = wrongIn(readDraft(next));
    setDraft(next);
    setKnown((old) => old.filter((place) => stillWrong.includes(place)));
  };

  /** What is wrong with a field is told when it is left. */
  const leave = (place: DraftPlace) => {
    if (!wrongIn(reading).includes(place)) return;
    afterPress(() => {
      setKnown((old) => [...old, place]);
    });
  };

  function confirm(): void {
    const isMissing = draft.name.trim() === '';
    setNameMissing(isMissing);
    setKnown(wrongIn(reading));
    if (isMissing || text === null) setTries((before) => before + 1);
    else if (shown !== null) store.mutate({ ...shown, saved: listing });
  }

  const isNew = shown === null || shown.search === null;
  const error = isNameMissing
    ? t('playlists.dialog.needsName')
    : store.error === null
      ? null
      : failureText(store.error);

  return (
    <Dialog
      isOpen={wanted !== null}
      onClose={onClose}
      title={t(isNew ? 'playlists.smart.create' : 'playlists.smart.edit')}
      width="medium"
      initialFocus={field}
      isSticky
      footer={
        <>
          <Hits listing={text === null ? null : listing} isOpen={wanted !== null} />
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={store.isPending} onClick={confirm}>
            {t(isNew ? 'playlists.smart.confirmCreate' : 'playlists.smart.confirmEdit')}
          </Button>
        </>
      }
    >
      <NameField
        ref={field}
        label={t('playlists.smart.name')}
        value={draft.name}
        maxLength={MAX_SAVED_SEARCH_NAME}
        error={error}
        onChange={(name) => {
          change({ name });
          setNameMissing(false);
        }}
        onEnter={confirm}
      />
      {draft.rules === null ? (
        <QueryText
          text={draft.text}
          isFaultTold={told.includes('text')}
          onLeave={() => {
            leave('text');
          }}
          onText={(next) => {
            change({ text: next });
          }}
          onRules={({ rules, isAnyEnough, limit }) => {
            change({
              rules: rules.map(keyed),
              isAnyEnough,
              isLimited: limit !== null,
              limit: String(limit ?? USUAL_LIMIT),
            });
          }}
        />
      ) : (
        <Rules
          rules={draft.rules}
          isAnyEnough={draft.isAnyEnough}
          told={told}
          problem={problem === null ? null : t(`playlists.smart.${problem}`)}
          addButton={addButton}
          onAnyEnough={(isAnyEnough) => {
            change({ isAnyEnough });
          }}
          onRules={(rules) => {
            change({ rules });
          }}
          onLeave={leave}
          onText={() => {
            change({ rules: null, text: text ?? '' });
          }}
        />
      )}
      <div className={styles.order}>
        <Select
          label={t('playlists.smart.order')}
          value={draft.sort}
          options={SORTS.map((sort) => ({ value: sort, label: t(`songs.sort.by.${sort}`) }))}
          onChange={(sort) => {
            change({ sort });
          }}
        />
        <Select<SortDirection>
          label={t('playlists.smart.direction')}
          value={draft.direction}
          options={DIRECTIONS.map((direction) => ({
            value: direction,
            label: t(`songs.sort.direction.${draft.sort}.${direction}`),
          }))}
          onChange={(direction) => {
            change({ direction });
          }}
        />
      </div>
      {draft.rules !== null && (
        <div className={styles.limit}>
          <Checkbox
            label={t('playlists.smart.isLimited')}
            isChecked={draft.isLimited}
            onChange={(isLimited) => {
              change({ isLimited });
            }}
          />
          <div className={styles.limitNumber}>
            <TextField
              label={t('playlists.smart.limit')}
              isLabelHidden
              inputMode="numeric"
              value={draft.limit}
              maxLength={7}
              isDisabled={!draft.isLimited}
              error={told.includes('limit') ? t('playlists.smart.needsLimit', { most: MAX_LIMIT }) : null}
              trailing={<span>{t('playlists.smart.limitUnit')}</span>}
              onChange={(limit) => {
                change({ limit });
              }}
              onBlur={() => {
                leave('limit');
              }}
            />
          </div>
        </div>
      )}
    </Dialog>
  );
}

interface RulesProps {
  readonly rules: readonly KeyedRule[];
  readonly isAnyEnough: boolean;
  /** The fields of which is said that they are wrong. */
  readonly told: readonly DraftPlace[];
  /** What is wrong with all of them together. */
  readonly problem: string | null;
  readonly addButton: React.RefObject<HTMLButtonElement | null>;
  readonly onAnyEnough: (isAnyEnough: boolean) => void;
  readonly onRules: (rules: readonly KeyedRule[]) => void;
  readonly onLeave: (rule: DraftPlace) => void;
  readonly onText: () => void;
}

function Rules(props: RulesProps): ReactElement {
  const { rules, isAnyEnough, told, problem, addButton, onAnyEnough, onRules, onLeave, onText } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <section aria-label={t('playlists.smart.rules')} className={styles.rules}>
      {rules.length === 0 ? (
        <p className={styles.lead}>{t('playlists.smart.noRules')}</p>
      ) : (
        <Select<Match>
          label={t('playlists.smart.match')}
          value={isAnyEnough ? 'any' : 'all'}
          options={MATCHES.map((match) => ({ value: match, label: t(`playlists.smart.matches.${match}`) }))}
          onChange={(match) => {
            onAnyEnough(match === 'any');
          }}
        />
      )}
      <ol className={styles.list}>
        {rules.map(({ key, rule }, index) => (
          <RuleEditor
            key={key}
            rule={rule}
            number={index + 1}
            isFaultTold={told.includes(placeOfRule({ key, rule }))}
            onLeave={() => {
              onLeave(placeOfRule({ key, rule }));
            }}
            onChange={(next) => {
              onRules(rules.with(index, { key, rule: next }));
            }}
            onRemove={() => {
              onRules(rules.toSpliced(index, 1));
              addButton.current?.focus();
            }}
          />
        ))}
      </ol>
      <div className={styles.ruleButtons}>
        <Button
          ref={addButton}
          size="small"
          icon={Plus}
          aria-describedby={problem === null ? undefined : id}
          onClick={() => {
            onRules([...rules, keyed(newRule('words'))]);
          }}
        >
          {t('playlists.smart.addRule')}
        </Button>
        <Button size="small" variant="ghost" onClick={onText}>
          {t('playlists.smart.useText')}
        </Button>
      </div>
      {problem !== null && (
        <p id={id} role="status" className={styles.problem}>
          {problem}
        </p>
      )}
    </section>
  );
}

interface QueryTextProps {
  readonly text: string;
  readonly isFaultTold: boolean;
  readonly onLeave: () => void;
  readonly onText: (text: string) => void;
  /** Shows the text as rules, where they can say it. */
  readonly onRules: (rules: SmartRules) => void;
}

function QueryText({ text, isFaultTold, onLeave, onText, onRules }: QueryTextProps): ReactElement {
  const { t } = useTranslation();
  const [problem] = parseSongQuery(text).problems;
  const rules = readRules(text);
  const isRested = useRested(text, TYPING_RESTS_MS);
  const error =
    problem !== undefined && (isFaultTold || isRested)
      ? t('playlists.smart.isWrong', { problem: problemWords(problem, text) })
      : isFaultTold && text.trim() === ''
        ? t('playlists.smart.needsText')
        : null;
  return (
    <div className={styles.rules}>
      <TextField
        label={t('playlists.smart.text')}
        value={text}
        maxLength={MAX_QUERY_LENGTH}
        isMonospace
        onChange={onText}
        onBlur={onLeave}
        hint={t(rules === null ? 'playlists.smart.onlyText' : 'playlists.smart.asText')}
        error={error}
      />
      {rules !== null && (
        <div className={styles.ruleButtons}>
          <Button
            size="small"
            onClick={() => {
              onRules(rules);
            }}
          >
            {t('playlists.smart.useRules')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface HitsProps {
  /** Null while it cannot be counted. */
  readonly listing: SongListing | null;
  readonly isOpen: boolean;
}

/** How many songs fit just now. */
function Hits({ listing, isOpen }: HitsProps): ReactElement {
  const { t } = useTranslation();
  const name = JSON.stringify(listing);
  const isRested = useRested(name, COUNT_AFTER_MS);
  const { data } = useQuery({
    queryKey: [...queryKeys.songs(), 'count', listing],
    queryFn: ({ signal }) => (listing === null ? null : invoke('songs.count', listing, signal)),
    enabled: isOpen && isRested && listing !== null,
    placeholderData: (previous) => previous,
  });
  return (
    <p role="status" className={styles.hits}>
      {listing === null || data === null
        ? ''
        : data === undefined
          ? t('playlists.smart.counting')
          : t('playlists.smart.hits', { count: data })}
    </p>
  );
}
