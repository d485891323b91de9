import { useMemo, useState, type ReactElement, type Ref } from 'react';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FacetValue, SongListing } from '@shared/model';
import { chosenValues, isChosen, withChoice, withOnly } from '@shared/song-query/edit';
import { LYRICS_STATES, SONG_IS, SONG_PARTS, type FilterKind } from '@shared/song-query/filters';
import { quote, unquote } from '@shared/song-query/pieces';
import { translate } from '../../i18n';
import { useSongFacets } from '../../query';
import { actionText } from '../../shell/action-words';
import { choiceWords } from '../../shell/filter-words';
import { notify } from '../../shell/notices';
import { laterShortcut } from '../../shell/later-shortcuts';
import { useShortcuts, type Shortcut } from '../../shell/shortcuts';
import { Checkbox, ChoiceGroup, RadioGroup } from '../../ui/choice';
import { Popover } from '../../ui/popover';
import headStyles from './list-head.module.css';
import styles from './filter-menu.module.css';

export interface FilterMenuProps {
  readonly listing: SongListing;
  readonly onListing: (patch: Partial<SongListing>) => void;
  readonly buttonRef: Ref<HTMLButtonElement>;
}

/** The text of the search box, and what becomes of it; null when there is no room for what was chosen. */
interface SectionProps {
  readonly search: string;
  readonly onSearch: (next: string | null) => void;
}

const DATES = ['7d', '1m', '3m', '1y'];
const LENGTHS = ['<2:00', '2:00..4:00', '>4:00'];
const RATINGS = ['5', '>=4', '>=3', 'none'];
const PLAYED = ['never', '7d', '1m'];

/** The button that opens all that songs can be filtered by, with what is chosen checked. */
export function FilterMenu({ listing, onListing, buttonRef }: FilterMenuProps): ReactElement {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        ...laterShortcut('filter-songs'),
        run: () => {
          setOpen(true);
        },
      },
    ],
    [],
  );
  useShortcuts(shortcuts);

  return (
    <Popover
      title={t('filters.title')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      triggerRef={buttonRef}
      trigger={
        <button type="button" className={headStyles.order}>
          {t('filters.button')}
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    >
      <Choices
        search={listing.search}
        onSearch={(next) => {
          if (next === null) notify(() => translate('filters.noRoom'));
          else onListing({ search: next });
        }}
      />
    </Popover>
  );
}

/** Drawn only while the menu is open. */
function Choices(props: SectionProps): ReactElement {
  const facets = useSongFacets(true);
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Several kind="has" values={SONG_PARTS} {...props} />
        <Several kind="lyrics" values={LYRICS_STATES} {...props} />
        <OneOf kind="rating" values={RATINGS} anyText={translate('filters.choice.anyRating')} {...props} />
      </div>
      <div className={styles.column}>
        <Several kind="is" values={SONG_IS} {...props} />
        <OneOf kind="length" values={LENGTHS} anyText={translate('filters.choice.anyLength')} {...props} />
        <OneOf kind="played" values={PLAYED} anyText={translate('filters.choice.anyPlayed')} {...props} />
      </div>
      <div className={styles.column}>
        <OneOf kind="created" values={DATES} anyText={translate('filters.choice.anyTime')} {...props} />
        <Counted kind="tag" facets={facets.tags} {...props} />
        <Counted kind="model" facets={facets.models} {...props} />
        <Counted kind="action" facets={facets.actions} {...props} />
      </div>
    </div>
  );
}

interface ChoicesProps extends SectionProps {
  readonly kind: FilterKind;
  readonly values: readonly string[];
}

interface SeveralProps extends ChoicesProps {
  /** What a value is called; by its words when left out. */
  readonly labelOf?: (value: string) => string;
}

/** Values of which several can be chosen. */
function Several({ kind, values, labelOf, search, onSearch }: SeveralProps): ReactElement {
  const { t } = useTranslation();
  const chosen = chosenValues(search, kind);
  return (
    <ChoiceGroup label={t(`filters.name.${kind}`)}>
      {values.map((value) => (
        <Checkbox
          key={value}
          label={labelOf?.(value) ?? choiceWords(kind, value)}
          isChecked={isChosen(chosen, value)}
          onChange={(isWanted) => {
            onSearch(withChoice(search, kind, value, isWanted));
          }}
        />
      ))}
    </ChoiceGroup>
  );
}

interface OneOfProps extends ChoicesProps {
  readonly anyText: string;
}

/** Values of which one can be chosen, or any; another one that was typed leaves all of them empty. */
function OneOf({ kind, values, anyText, search, onSearch }: OneOfProps): ReactElement {
  const { t } = useTranslation();
  const [chosen = ''] = chosenValues(search, kind);
  return (
    <RadioGroup
      label={t(`filters.name.${kind}`)}
      value={chosen}
      options={[
        { value: '', label: anyText },
        ...values.map((value) => ({ value, label: choiceWords(kind, value) })),
      ]}
      onChange={(value) => {
        onSearch(withOnly(search, kind, value === '' ? null : value));
      }}
    />
  );
}

interface CountedProps extends SectionProps {
  readonly kind: 'model' | 'action' | 'tag';
  readonly facets: readonly FacetValue[];
}

/** What the songs of the library have, and what else was typed: that stays while the menu is open, chosen or not. */
function Counted({ kind, facets, search, onSearch }: CountedProps): ReactElement | null {
  const [typedBefore] = useState(() => chosenValues(search, kind));
  const values = facets.map(({ value }) => quote(value));
  const typed = typedBefore.filter((value) => !isChosen(values, value));
  if (values.length + typed.length === 0) return null;
  return (
    <div className={styles.counted}>
      <Several
        kind={kind}
        values={[...values, ...typed]}
        labelOf={(value) => {
          const plain = unquote(value);
          const count = facets.find((facet) => facet.value === plain)?.count ?? 0;
          return translate('filters.choice.counted', {
            value: kind === 'action' ? actionText(plain) : plain,
            count,
          });
        }}
        search={search}
        onSearch={onSearch}
      />
    </div>
  );
}
