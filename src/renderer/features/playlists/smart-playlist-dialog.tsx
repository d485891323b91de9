import { useRef, useState, type ReactElement } from 'react';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import {
  MAX_SAVED_SEARCH_NAME,
  SONG_SORTS,
  type SavedSearch,
  type SavedSearchId,
  type SongListing,
  type SongSort,
  type SortDirection,
} from '@shared/model';
import { MATCHES, MAX_FILTERS, MAX_LIMIT, MAX_QUERY_LENGTH, type Match } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import { invoke } from '../../bridge';
import { DEFAULT_LISTING, listingPath } from '../../navigation';
import { queryKeys } from '../../query';
import { failureText } from '../../shell/failure-text';
import { problemWords } from '../../shell/filter-words';
import { NameField } from '../../shell/name-field';
import { storeSearch } from '../../shell/saved-searches';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Select } from '../../ui/select';
import { useRested } from '../../ui/use-rested';
import { RuleEditor } from './rule-editor';
import { newRule, printRules, readRules, type Rule, type SmartRules } from './smart-rules';
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

interface KeyedRule {
  readonly key: number;
  readonly rule: Rule;
}

interface Draft {
  readonly name: string;
  /** Null: the text is changed instead, for it says more than rules can. */
  readonly rules: readonly KeyedRule[] | null;
  readonly text: string;
  readonly isAnyEnough: boolean;
  readonly isLimited: boolean;
  readonly limit: string;
  readonly sort: SongSort;
  readonly direction: SortDirection;
}

/** The order of a smart playlist: the best match is one of a search alone. */
const SORTS = SONG_SORTS.filter((sort) => sort !== 'match');
const DIRECTIONS = ['asc', 'desc'] as const;
const USUAL_LIMIT = '50';
/** So long after the last change the songs are counted. */
const COUNT_AFTER_MS = 250;

let nextKey = 1;
function keyed(rule: Rule): KeyedRule {
  nextKey += 1;
  return { key: nextKey, rule };
}

function draftOf(search: SavedSearch | null, usualName: string): Draft {
  const { sort, direction } = search ?? DEFAULT_LISTING;
  const text = search?.search ?? '';
  const read = readRules(text);
  const rules = search === null ? [newRule('model')] : (read?.rules ?? null);
  return {
    name: search?.name ?? usualName,
    rules: rules?.map(keyed) ?? null,
    text,
    isAnyEnough: read?.isAnyEnough ?? false,
    isLimited: read !== null && read.limit !== null,
    limit: String(read?.limit ?? USUAL_LIMIT),
    sort,
    direction,
  };
}

/** What keeps a draft from being a search, as it is told. */
type Problem = 'incomplete' | 'needsLimit' | 'needsRule' | 'needsText' | 'tooLong';

/** The search text of a draft, or what is still to be done. */
function textOf({ rules, text, isAnyEnough, isLimited, limit }: Draft): string | { problem: Problem } {
  if (rules === null) return text.trim() === '' ? { problem: 'needsText' } : usable(text.trim());
  const count = /^\d{1,7}$/.test(limit.trim()) ? Number(limit) : 0;
  const printed = printRules({
    rules: rules.map(({ rule }) => rule),
    isAnyEnough,
    limit: isLimited ? count : null,
  });
  if (printed === null) return { problem: 'incomplete' };
  if (isLimited && (count < 1 || count > MAX_LIMIT)) return { problem: 'needsLimit' };
  return rules.length === 0 && !isLimited ? { problem: 'needsRule' } : usable(printed);
}

function usable(text: string): string | { problem: Problem } {
  const isTooMuch = text.length > MAX_QUERY_LENGTH || parseSongQuery(text).filters.length > MAX_FILTERS;
  return isTooMuch ? { problem: 'tooLong' } : text;
}

/** Puts a search together by rules that a song has to fit, and keeps it under a name. */
export function SmartPlaylistDialog({ wanted, onClose }: SmartPlaylistDialogProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<SmartPlaylistWish | null>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(null, ''));
  const [isNameMissing, setNameMissing] = useState(false);

  const read = textOf(draft);
  const text = typeof read === 'string' ? read : null;
  const problem = typeof read === 'string' ? null : read.problem;
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
    store.reset();
  }

  const change = (patch: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...patch }));
  };

  function confirm(): void {
    const isMissing = draft.name.trim() === '';
    setNameMissing(isMissing);
    if (isMissing) field.current?.focus();
    else if (shown !== null && text !== null) store.mutate({ ...shown, saved: listing });
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
          <Button variant="primary" isDisabled={text === null} isBusy={store.isPending} onClick={confirm}>
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
          addButton={addButton}
          onAnyEnough={(isAnyEnough) => {
            change({ isAnyEnough });
          }}
          onRules={(rules) => {
            change({ rules });
          }}
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
              onChange={(limit) => {
                change({ limit });
              }}
            />
          </div>
          <span>{t('playlists.smart.limitUnit')}</span>
        </div>
      )}
      {problem !== null && (
        <p role="status" className={styles.incomplete}>
          {t(`playlists.smart.${problem}`, { most: MAX_LIMIT })}
        </p>
      )}
    </Dialog>
  );
}

interface RulesProps {
  readonly rules: readonly KeyedRule[];
  readonly isAnyEnough: boolean;
  readonly addButton: React.RefObject<HTMLButtonElement | null>;
  readonly onAnyEnough: (isAnyEnough: boolean) => void;
  readonly onRules: (rules: readonly KeyedRule[]) => void;
  readonly onText: () => void;
}

function Rules({ rules, isAnyEnough, addButton, onAnyEnough, onRules, onText }: RulesProps): ReactElement {
  const { t } = useTranslation();
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
    </section>
  );
}

interface QueryTextProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Shows the text as rules, where they can say it. */
  readonly onRules: (rules: SmartRules) => void;
}

function QueryText({ text, onText, onRules }: QueryTextProps): ReactElement {
  const { t } = useTranslation();
  const [problem] = parseSongQuery(text).problems;
  const rules = readRules(text);
  const hint =
    problem !== undefined
      ? t('playlists.smart.isWrong', { problem: problemWords(problem, text) })
      : t(rules === null ? 'playlists.smart.onlyText' : 'playlists.smart.asText');
  return (
    <div className={styles.rules}>
      <TextField
        label={t('playlists.smart.text')}
        value={text}
        maxLength={MAX_QUERY_LENGTH}
        isMonospace
        onChange={onText}
        hint={hint}
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
