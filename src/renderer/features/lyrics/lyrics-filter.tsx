import type { ReactElement } from 'react';
import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chosenValues, isChosen, withChoice, withOnly } from '@shared/song-query/edit';
import { LYRICS_STATES, type SongState } from '@shared/song-query/filters';
import { choiceWords } from '../../shell/filter-words';
import { Button } from '../../ui/button';
import { Menu } from '../../ui/menu';

export interface LyricsFilterProps {
  /** The text of the search box, which alone says what is listed. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** What a lyrics job makes has its place here alone. */
const WITHOUT_FILES = 'without-files' satisfies SongState;

/** Narrows the songs to those of whose words something is known. */
export function LyricsFilter({ search, onSearch }: LyricsFilterProps): ReactElement {
  const { t } = useTranslation();
  const chosen = chosenValues(search, 'lyrics');
  const isWithoutFiles = isChosen(chosenValues(search, 'is'), WITHOUT_FILES);
  // Null only where the text is as long as it may be.
  const change = (next: string | null) => {
    onSearch(next ?? search);
  };
  const narrowed = [
    ...chosen.map((value) => choiceWords('lyrics', value)),
    ...(isWithoutFiles ? [t('lyrics.page.filter.only')] : []),
  ];
  const words = narrowed.length === 0 ? t('lyrics.page.filter.all') : narrowed.join(', ');
  return (
    <Menu
      trigger={
        <Button size="small" icon={ListFilter} aria-label={t('lyrics.page.filter.label', { words })}>
          {words}
        </Button>
      }
      items={[
        {
          label: t('lyrics.page.filter.all'),
          isChecked: narrowed.length === 0,
          onSelect: () => {
            const withoutStates = withOnly(search, 'lyrics', null) ?? search;
            change(isWithoutFiles ? withChoice(withoutStates, 'is', WITHOUT_FILES, false) : withoutStates);
          },
        },
        { kind: 'separator' },
        ...LYRICS_STATES.map((state) => ({
          label: choiceWords('lyrics', state),
          isChecked: isChosen(chosen, state),
          staysOpen: true,
          onSelect: () => {
            change(withChoice(search, 'lyrics', state, !isChosen(chosen, state)));
          },
        })),
        { kind: 'separator' },
        {
          label: t('lyrics.page.filter.only'),
          isChecked: isWithoutFiles,
          staysOpen: true,
          onSelect: () => {
            change(withChoice(search, 'is', WITHOUT_FILES, !isWithoutFiles));
          },
        },
      ]}
    />
  );
}
