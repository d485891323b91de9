import { useRef, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import { Autocomplete } from '@base-ui/react/autocomplete';
import type { BaseUIEvent } from '@base-ui/react/types';
import { useTranslation } from 'react-i18next';
import { Search, X } from 'lucide-react';
import { ShortcutKbd } from './kbd';
import { VisuallyHidden } from './visually-hidden';
import styles from './search-field.module.css';

/** Something that may be meant by what is typed. */
export interface Suggestion {
  readonly key: string;
  readonly text: string;
  /** What it means, in a few words. */
  readonly about: string | null;
  /** How it is written. */
  readonly example: string | null;
}

/** Why suggestions are wanted: something is being typed, or somebody asked for them by a press or Alt and an arrow. */
export type SuggestionWish = 'typing' | 'asking';

export interface SearchFieldProps<Item extends Suggestion> {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
  /** The caret has moved, also by typing. */
  readonly onCaret: (caret: number) => void;
  /** Shown at the end while the field is empty, the key of the action with this id. */
  readonly shortcut: string;
  /** What is offered just now; the list is open while there is something. */
  readonly suggestions: readonly Item[];
  readonly suggestionsLabel: string;
  readonly suggestionCountText: string;
  /** Enter takes the first suggestion without an arrow before. */
  readonly isFirstChosen: boolean;
  /** Null when they are not wanted any more. */
  readonly onWish: (wish: SuggestionWish | null) => void;
  readonly onTake: (suggestion: Item) => void;
  /** The keyboard goes on from here to what was found; false when there is nothing to go to. */
  readonly onLeave: () => boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/**
 * A search box that can offer what may be meant: its label is its placeholder, Escape and the cross clear it. While
 * nothing is offered, Enter and the arrow down go on to what was found.
 *
 * The list stands in the page beside its box, not in a popup of its own: such a popup would hide all else from screen
 * readers, and with it a box that calls itself a search box.
 */
export function SearchField<Item extends Suggestion>(props: SearchFieldProps<Item>): ReactElement {
  const { label, value, onChange, suggestions, onWish } = props;
  const { t } = useTranslation();
  const isOpen = suggestions.length > 0;
  const hasHighlight = useRef(false);

  const onKeyDown = (event: BaseUIEvent<KeyboardEvent<HTMLInputElement>>) => {
    if (event.nativeEvent.isComposing) return;
    const goesOn = event.key === 'Enter' || event.key === 'ArrowDown';
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.preventBaseUIHandler();
      if (isOpen) onWish(null);
      else if (value === '') {
        if (!props.onLeave()) event.currentTarget.blur();
      } else onChange('');
    } else if (event.key === 'ArrowDown' && event.altKey) {
      event.preventDefault();
      event.preventBaseUIHandler();
      onWish('asking');
    } else if (goesOn && isPlain && !(isOpen && (event.key === 'ArrowDown' || hasHighlight.current))) {
      event.preventBaseUIHandler();
      onWish(null);
      if (props.onLeave()) event.preventDefault();
    } else if (!isOpen) {
      event.preventBaseUIHandler();
    }
  };

  return (
    <Autocomplete.Root<Item>
      inline
      open
      items={suggestions}
      filter={null}
      autoHighlight={props.isFirstChosen ? 'always' : false}
      value={value}
      onValueChange={(next) => {
        onWish('typing');
        onChange(next);
      }}
      onItemHighlighted={(item) => {
        hasHighlight.current = item !== undefined;
      }}
    >
      <div className={styles.frame}>
        <div className={styles.search}>
          <Search size={15} aria-hidden className={styles.searchIcon} />
          <Autocomplete.Input
            ref={props.ref}
            type="search"
            // A search box with a list is one still; that there is something is said by the number of suggestions.
            role="searchbox"
            aria-expanded={undefined}
            aria-haspopup={undefined}
            aria-label={label}
            placeholder={label}
            maxLength={props.maxLength}
            onSelect={({ currentTarget }) => {
              props.onCaret(currentTarget.selectionStart ?? currentTarget.value.length);
            }}
            onClick={() => {
              onWish('asking');
            }}
            onBlur={() => {
              onWish(null);
            }}
            onKeyDown={onKeyDown}
            className={styles.searchInput}
          />
          {value === '' ? (
            <span aria-hidden className={styles.key}>
              <ShortcutKbd shortcut={props.shortcut} />
            </span>
          ) : (
            <button
              type="button"
              aria-label={t('common.clearSearch')}
              className={styles.clear}
              onClick={() => {
                onChange('');
              }}
            >
              <X size={14} aria-hidden />
            </button>
          )}
        </div>
        <Autocomplete.Status>
          <VisuallyHidden>{isOpen ? props.suggestionCountText : ''}</VisuallyHidden>
        </Autocomplete.Status>
        {isOpen && (
          <Autocomplete.List
            aria-label={props.suggestionsLabel}
            className={styles.list}
            // A press on its scroll bar must not take the focus from the box, which would close it.
            onMouseDown={(event) => {
              event.preventDefault();
            }}
          >
            {(item: Item) => (
              <Autocomplete.Item
                key={item.key}
                value={item}
                className={styles.suggestion}
                onClick={() => {
                  props.onTake(item);
                }}
              >
                <span className={styles.suggestionText}>{item.text}</span>
                <span className={styles.suggestionAbout}>{item.about}</span>
                {item.example !== null && <span className={styles.suggestionExample}>{item.example}</span>}
              </Autocomplete.Item>
            )}
          </Autocomplete.List>
        )}
      </div>
    </Autocomplete.Root>
  );
}
