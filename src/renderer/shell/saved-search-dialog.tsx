import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_SAVED_SEARCH_NAME, type SavedSearch } from '@shared/model';
import { useSnapshot } from '../query';
import { NameDialog } from './name-dialog';
import { storeSearch } from './saved-searches';

/** The search that is to get a name, and its place among those that are kept. */
export interface SearchNaming {
  readonly search: SavedSearch;
  readonly position: number;
}

export interface SavedSearchDialogProps {
  /** Null while the dialog is closed. */
  readonly naming: SearchNaming | null;
  readonly onClose: () => void;
}

/** Asks for the name of a search that is to be kept, or for another name of one that is. */
export function SavedSearchDialog({ naming, onClose }: SavedSearchDialogProps): ReactElement {
  const { t } = useTranslation();
  const { savedSearches } = useSnapshot();
  return (
    <NameDialog
      thing={naming}
      wordsOf={({ search }) => {
        const isNew = !savedSearches.some(({ id }) => id === search.id);
        return {
          title: t(isNew ? 'savedSearches.dialog.save' : 'savedSearches.dialog.rename'),
          label: t('savedSearches.dialog.name'),
          name: search.name,
          hint: t('savedSearches.dialog.what', { search: search.search }),
          confirm: t(isNew ? 'savedSearches.dialog.confirmSave' : 'savedSearches.dialog.confirmRename'),
          needsName: t('savedSearches.dialog.needsName'),
        };
      }}
      maxLength={MAX_SAVED_SEARCH_NAME}
      onName={({ search, position }, name) => storeSearch({ ...search, name }, position)}
      onClose={onClose}
    />
  );
}
