import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { MAX_SAVED_SEARCH_NAME, type SavedSearch } from '@shared/model';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { failureText } from './failure-text';
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
  const field = useRef<HTMLInputElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState(naming);
  const [isNew, setNew] = useState(true);
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);

  const store = useMutation({
    mutationFn: ({ search, position }: SearchNaming) => storeSearch(search, position),
    onSuccess: onClose,
  });

  if (naming !== null && naming !== shown) {
    setShown(naming);
    setNew(!savedSearches.some(({ id }) => id === naming.search.id));
    setName(naming.search.name);
    setNameMissing(false);
    store.reset();
  }

  function confirm(): void {
    const given = name.trim();
    setNameMissing(given === '');
    if (given === '') field.current?.focus();
    else if (shown !== null) store.mutate({ ...shown, search: { ...shown.search, name: given } });
  }

  const error = isNameMissing
    ? t('savedSearches.dialog.needsName')
    : store.error === null
      ? null
      : failureText(store.error);

  return (
    <Dialog
      isOpen={naming !== null}
      onClose={onClose}
      title={t(isNew ? 'savedSearches.dialog.save' : 'savedSearches.dialog.rename')}
      width="small"
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={store.isPending} onClick={confirm}>
            {t(isNew ? 'savedSearches.dialog.confirmSave' : 'savedSearches.dialog.confirmRename')}
          </Button>
        </>
      }
    >
      <TextField
        ref={field}
        label={t('savedSearches.dialog.name')}
        value={name}
        onChange={(text) => {
          setName(text);
          setNameMissing(false);
        }}
        maxLength={MAX_SAVED_SEARCH_NAME}
        hint={t('savedSearches.dialog.what', { search: shown?.search.search ?? '' })}
        error={error}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) confirm();
        }}
      />
    </Dialog>
  );
}
