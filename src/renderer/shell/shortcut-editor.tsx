import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShortcutKeys } from '@shared/shortcut-keys';
import { useSnapshot } from '../query';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { chordText } from '../ui/kbd';
import { VisuallyHidden } from '../ui/visually-hidden';
import { ShortcutLine } from './shortcut-line';
import { keysOf } from './shortcut-rules';
import { SHORTCUT_GROUPS, useKnownShortcuts, type KnownShortcut } from './shortcuts';
import { useUpdateSettings } from './use-update-settings';
import styles from './shortcut-editor.module.css';

const MAX_SEARCH_LENGTH = 100;

/** Actions that are called so or have such a key; where one has just that chord, no longer ones: `ctrl s` is not Ctrl+Shift+S. */
function findShortcuts(
  all: readonly KnownShortcut[],
  changed: ShortcutKeys,
  search: string,
): readonly KnownShortcut[] {
  const wanted = search.trim().toLowerCase();
  const written = (shortcut: KnownShortcut) =>
    keysOf(shortcut, changed).flatMap((chord) => [chord.toLowerCase(), chordText(chord).toLowerCase()]);
  const isExact = all.some((shortcut) => written(shortcut).includes(wanted));
  return all.filter(
    (shortcut) =>
      shortcut.label.toLowerCase().includes(wanted) ||
      written(shortcut).some((text) => (isExact ? text === wanted : text.includes(wanted))),
  );
}

/** All that can be done with keys, in groups, to be searched and changed. */
export function ShortcutEditor(): ReactElement {
  const { t } = useTranslation();
  const known = useKnownShortcuts();
  const { shortcuts: changed } = useSnapshot().settings;
  const update = useUpdateSettings();
  const [search, setSearch] = useState('');
  const [told, setTold] = useState('');
  const all = useMemo(() => [...known.values()], [known]);
  const found = findShortcuts(all, changed, search);

  return (
    <div className={styles.editor}>
      <div className={styles.search}>
        <TextField
          role="searchbox"
          label={t('shell.shortcuts.find')}
          isLabelHidden
          placeholder={t('shell.shortcuts.find')}
          maxLength={MAX_SEARCH_LENGTH}
          value={search}
          onChange={setSearch}
        />
      </div>
      <VisuallyHidden>
        <span role="status">{told}</span>
      </VisuallyHidden>
      {found.length === 0 && (
        <p className={styles.nothing}>{t('shell.shortcuts.nothingFound', { search: search.trim() })}</p>
      )}
      {SHORTCUT_GROUPS.map((group) => {
        const ofGroup = found.filter((shortcut) => shortcut.group === group);
        if (ofGroup.length === 0) return null;
        return (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{t(`shell.shortcuts.groups.${group}`)}</h3>
            <ul className={styles.list}>
              {ofGroup.map((shortcut) => (
                <ShortcutLine
                  key={shortcut.id}
                  shortcut={shortcut}
                  all={all}
                  changed={changed}
                  onChange={(shortcuts) => {
                    update({ shortcuts });
                  }}
                  onTell={setTold}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** How many actions have other keys than usual, and the way back to the usual ones, which can be taken back in turn. */
export function ShortcutReset(): ReactElement {
  const { t } = useTranslation();
  const { shortcuts: changed } = useSnapshot().settings;
  const update = useUpdateSettings();
  const [before, setBefore] = useState<ShortcutKeys | null>(null);
  const count = Object.keys(changed).length;
  return (
    <>
      <p role="status" className={styles.count}>
        {count === 0 ? t('shell.shortcuts.noneChanged') : t('shell.shortcuts.changed', { count })}
      </p>
      {before !== null && count === 0 ? (
        <Button
          onClick={() => {
            update({ shortcuts: before });
            setBefore(null);
          }}
        >
          {t('shell.shortcuts.undoReset')}
        </Button>
      ) : (
        <Button
          isDisabled={count === 0}
          onClick={() => {
            setBefore(changed);
            update({ shortcuts: {} });
          }}
        >
          {t('shell.shortcuts.resetAll')}
        </Button>
      )}
    </>
  );
}
