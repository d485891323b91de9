import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  applyCompletion,
  completeSongQuery,
  type Completion,
  type Proposal,
} from '@shared/song-query/complete';
import type { CalendarDate } from '@shared/song-query/date-span';
import { chosenKeys } from '@shared/shortcut-keys';
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { translate } from '../i18n';
import { goTo, useListing, usePlace } from '../navigation';
import { useSongFacets } from '../query';
import { enterRows } from '../ui/grid-focus';
import { SearchField, type Suggestion, type SuggestionWish } from '../ui/search-field';
import { choiceWords } from './filter-words';
import { useShortcuts, type Shortcut } from './shortcuts';

/** A pause this short between letters is not felt; the address must not change with every one of them. */
const SEARCH_AFTER_MS = 90;

/** What is written in the search box; the address follows a moment later. */
function useSearchText(): readonly [string, (text: string) => void] {
  const [listing, changeListing] = useListing();
  const [place] = usePlace();
  const [text, setText] = useState(listing.search);
  const written = useRef(listing.search);

  // The address changed by itself: someone went back, a filter was chosen, or a place cleared the search.
  useEffect(() => {
    if (listing.search === written.current) return;
    written.current = listing.search;
    setText(listing.search);
  }, [listing.search]);

  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = window.setTimeout(() => {
      written.current = text;
      changeListing({ search: text });
      // Jobs and downloads have nothing to search: what is looked for are songs.
      if (text !== '' && place !== 'songs' && place !== 'lyrics') goTo('songs');
    }, SEARCH_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [text, place, changeListing]);

  return [text, setText];
}

function today(): CalendarDate {
  const now = new Date();
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

/** So many letters of a name have to be typed before it is offered: one letter begins too many words. */
const MIN_NAME_LENGTH = 2;

/** Whether the completion is worth a list: every word may be a name, few are. */
function isWorthOffering({ typed, proposals: [first] }: Completion, wish: SuggestionWish): boolean {
  return first?.kind === 'value' || wish === 'asking' || typed.length >= MIN_NAME_LENGTH;
}

interface ProposalSuggestion extends Suggestion {
  readonly proposal: Proposal;
}

function toSuggestion(proposal: Proposal): ProposalSuggestion {
  const { filter, insert } = proposal;
  if (proposal.kind === 'name') {
    const about = translate(`filters.about.${filter}`);
    return { key: insert, text: insert, about, example: proposal.example, proposal };
  }
  const { value, count } = proposal;
  const words = count === null ? choiceWords(filter, insert) : translate('songs.summary', { count });
  // Some values are words already: "failed" needs no "Failed" beside it.
  const about = words.toLowerCase() === value ? null : words;
  return { key: insert, text: value, about, example: null, proposal };
}

/** What is to be done once the text that a suggestion has put in is there. */
interface Taken {
  readonly caret: number;
  readonly wish: SuggestionWish | null;
}

/** The keyboard goes to the list that stands under the search box; false when there is none. */
function enterList(): boolean {
  return enterRows(document.querySelector('main'));
}

/** The search box: what is listed, as text, with what may be meant offered while it is typed. */
export function SearchBox(): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useSearchText();
  const [caret, setCaret] = useState(text.length);
  const [wish, setWish] = useState<SuggestionWish | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<Taken | null>(null);

  const facets = useSongFacets(wish !== null);
  const completion = useMemo(
    () => (wish === null ? null : completeSongQuery(text, caret, { ...facets, today: today() })),
    [wish, text, caret, facets],
  );
  const suggestions = useMemo(
    () =>
      completion !== null && wish !== null && isWorthOffering(completion, wish)
        ? completion.proposals.map(toSuggestion)
        : [],
    [completion, wish],
  );

  // The list was empty for a moment that nobody saw: the next one begins with its first suggestion.
  useLayoutEffect(() => {
    if (taken === null) return;
    field.current?.setSelectionRange(taken.caret, taken.caret);
    setWish(taken.wish);
  }, [taken]);

  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        ...chosenKeys('find'),
        group: 'general',
        label: t('shell.shortcuts.search'),
        run: () => {
          field.current?.focus();
          field.current?.select();
        },
      },
    ],
    [t],
  );
  useShortcuts(shortcuts);

  const take = ({ proposal }: ProposalSuggestion) => {
    if (completion === null) return;
    const next = applyCompletion(text, completion, proposal);
    // Behind a name its values are offered at once; behind a value one goes on typing, or looks at the list.
    setTaken({ caret: next.caret, wish: proposal.kind === 'name' ? 'typing' : null });
    setText(next.text);
    setCaret(next.caret);
    setWish(null);
  };

  return (
    <SearchField<ProposalSuggestion>
      ref={field}
      label={t('shell.searchLabel')}
      value={text}
      maxLength={MAX_QUERY_LENGTH}
      onChange={(next) => {
        setText(next);
        setCaret(field.current?.selectionStart ?? next.length);
      }}
      onCaret={setCaret}
      shortcut="find"
      suggestions={suggestions}
      suggestionsLabel={t('filters.suggestions')}
      suggestionCountText={t('filters.suggestionCount', { count: suggestions.length })}
      isFirstChosen={suggestions[0]?.proposal.kind === 'value'}
      onWish={setWish}
      onTake={take}
      onLeave={enterList}
    />
  );
}
