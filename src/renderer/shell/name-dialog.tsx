import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { failureText } from './failure-text';
import { NameField } from './name-field';

/** What the dialog says of a thing that is to get a name. */
export interface NamingWords {
  readonly title: string;
  readonly label: string;
  /** Stands in the field at first, selected. */
  readonly name: string;
  readonly hint?: string | undefined;
  readonly confirm: string;
  readonly needsName: string;
}

export interface NameDialogProps<Thing> {
  /** What is to get a name; null while the dialog is closed. */
  readonly thing: Thing | null;
  /** Asked once, when the dialog opens. */
  readonly wordsOf: (thing: Thing) => NamingWords;
  readonly maxLength: number;
  /** Gives it the name, which is not empty; the dialog stays and tells why where that fails. */
  readonly onName: (thing: Thing, name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the name of something. */
export function NameDialog<Thing>(props: NameDialogProps<Thing>): ReactElement {
  const { thing, wordsOf, maxLength, onName, onClose } = props;
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<{ readonly thing: Thing; readonly words: NamingWords } | null>(null);
  const [name, setName] = useState('');
  const [isNameMissing, setNameMissing] = useState(false);

  const store = useMutation({
    mutationFn: ({ named, given }: { readonly named: Thing; readonly given: string }) => onName(named, given),
    onSuccess: onClose,
  });

  if (thing !== null && thing !== shown?.thing) {
    const words = wordsOf(thing);
    setShown({ thing, words });
    setName(words.name);
    setNameMissing(false);
    store.reset();
  }

  function confirm(): void {
    const given = name.trim();
    setNameMissing(given === '');
    if (given === '') field.current?.focus();
    else if (shown !== null) store.mutate({ named: shown.thing, given });
  }

  const words = shown?.words;
  const failure = store.error === null ? null : failureText(store.error);
  return (
    <Dialog
      isOpen={thing !== null}
      onClose={onClose}
      title={words?.title ?? ''}
      width="small"
      initialFocus={field}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={store.isPending} onClick={confirm}>
            {words?.confirm ?? ''}
          </Button>
        </>
      }
    >
      <NameField
        ref={field}
        label={words?.label ?? ''}
        value={name}
        onChange={(text) => {
          setName(text);
          setNameMissing(false);
        }}
        maxLength={maxLength}
        hint={words?.hint}
        error={isNameMissing ? (words?.needsName ?? null) : failure}
        onEnter={confirm}
      />
    </Dialog>
  );
}
