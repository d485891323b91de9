import type { ReactElement } from 'react';
import clsx from 'clsx';
import { Heart } from 'lucide-react';
import { translate } from '../i18n';
import { IconButton } from './button';
import styles from './heart-button.module.css';

export interface HeartButtonProps {
  readonly isFavourite: boolean;
  readonly onChange: (isFavourite: boolean) => void;
  /** The id of the shortcut that does the same, whose key the tooltip shows. */
  readonly shortcut: string;
}

/** Makes something a favourite, or no more. */
export function HeartButton({ isFavourite, onChange, shortcut }: HeartButtonProps): ReactElement {
  return (
    <IconButton
      size="small"
      label={translate(isFavourite ? 'marks.favourite.remove' : 'marks.favourite.add')}
      icon={Heart}
      iconSize={15}
      isFilled={isFavourite}
      shortcut={shortcut}
      className={clsx(styles.button, isFavourite && styles.on)}
      onClick={() => {
        onChange(!isFavourite);
      }}
    />
  );
}

/** The heart of a row in a list, for the pointer alone: for the keyboard the row has keys. */
export function Heartlet({ isFavourite, onChange }: Omit<HeartButtonProps, 'shortcut'>): ReactElement {
  return (
    <span
      aria-hidden
      data-grid-action=""
      className={clsx(styles.heartlet, isFavourite && styles.on)}
      onClick={() => {
        onChange(!isFavourite);
      }}
    >
      <Heart size={15} fill={isFavourite ? 'currentColor' : 'none'} />
    </span>
  );
}
