import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { SongListing } from '@shared/model';
import { withoutFilter, withoutFilters } from '@shared/song-query/edit';
import type { PlacedFilter, QueryProblem, SongQuery } from '@shared/song-query/filters';
import { filterWords, problemWords } from '../../shell/filter-words';
import { Button } from '../../ui/button';
import { RemovableChip } from '../../ui/removable-chip';
import { useRested } from '../../ui/use-rested';
import { VisuallyHidden } from '../../ui/visually-hidden';
import styles from './filter-bar.module.css';

export interface FilterBarProps {
  readonly listing: SongListing;
  /** What the listing's text says. */
  readonly query: SongQuery;
  readonly onListing: (patch: Partial<SongListing>) => void;
  /** Where the keyboard goes when no chip is left. */
  readonly fallbackFocus: RefObject<HTMLElement | null>;
}

type ChipContent = { readonly filter: PlacedFilter } | { readonly problem: QueryProblem };

function startOf(chip: ChipContent): number {
  return ('filter' in chip ? chip.filter : chip.problem).range.start;
}

/** So long after the last letter a problem is taken for one. */
const RESTED_AFTER_MS = 1_000;

/** A name without its value is not wrong, only not all that it could be. */
function isWrong({ code }: QueryProblem): boolean {
  return code !== 'no-value';
}

/** What becomes a chip, in the order of the text. */
function chipsOf({ filters, problems }: SongQuery): readonly ChipContent[] {
  const chips = [...filters.map((filter) => ({ filter })), ...problems.map((problem) => ({ problem }))];
  return chips.sort((one, other) => startOf(one) - startOf(other));
}

/** The filters in the text of the search box as chips, in its order; what cannot be understood is said in their place. */
export function FilterBar({ listing, query, onListing, fallbackFocus }: FilterBarProps): ReactElement {
  const { t } = useTranslation();
  const { search } = listing;
  const isRested = useRested(search, RESTED_AFTER_MS);
  const bar = useRef<HTMLDivElement>(null);
  /** The place of the chip that was taken away: the next one there gets the focus. */
  const removedAt = useRef<number | null>(null);

  useEffect(() => {
    if (removedAt.current === null) return;
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
    const next = buttons[Math.min(removedAt.current, buttons.length - 1)] ?? fallbackFocus.current;
    next?.focus();
    removedAt.current = null;
  }, [search, fallbackFocus]);

  const chips = chipsOf(query);

  const remove = (place: number, next: string) => {
    removedAt.current = place;
    onListing({ search: next });
  };

  return (
    <div ref={bar}>
      {chips.length > 0 && (
        <div className={styles.bar}>
          <ul aria-label={t('filters.bar')} className={styles.chips}>
            {chips.map((chip, place) => {
              const { range } = 'filter' in chip ? chip.filter : chip.problem;
              const words = 'filter' in chip ? filterWords(chip.filter) : problemWords(chip.problem, search);
              return (
                <li key={range.start} className={styles.chip}>
                  <RemovableChip
                    text={words}
                    tone={
                      'filter' in chip ? 'chosen' : isWrong(chip.problem) && isRested ? 'warn' : 'pending'
                    }
                    removeLabel={
                      'filter' in chip
                        ? t('filters.remove', { filter: words })
                        : t('filters.removeTyped', { typed: search.slice(range.start, range.end) })
                    }
                    onRemove={() => {
                      remove(place, withoutFilter(search, range));
                    }}
                  />
                </li>
              );
            })}
          </ul>
          {chips.length > 1 && (
            <Button
              size="small"
              variant="ghost"
              onClick={() => {
                remove(0, withoutFilters(search));
              }}
            >
              {t('filters.removeAll')}
            </Button>
          )}
        </div>
      )}
      {/* There before a problem is, so that one is told when it comes. */}
      <div role="status">
        <VisuallyHidden>
          {isRested &&
            query.problems
              .filter(isWrong)
              .map((problem) => problemWords(problem, search))
              .join('. ')}
        </VisuallyHidden>
      </div>
    </div>
  );
}
