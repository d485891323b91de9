import { useEffect, useRef, useState, type ReactElement } from 'react';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { onSettingWanted, takeWantedSetting, type SettingPart } from '../../shell/setting-focus';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { FilterField } from '../../ui/filter-field';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { foundEntries } from './found-entries';
import { Section } from './section';
import { SettingRow } from './setting-row';
import { focusSetting } from './setting-targets';
import { SETTING_ENTRIES, SETTINGS_SECTIONS } from './settings-catalogue';
import styles from './settings.module.css';

const MAX_SEARCH_LENGTH = 100;

/** All settings; each takes effect at once. */
export function SettingsPage(): ReactElement {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useWantedSetting(() => {
    setSearch('');
  });

  const found = foundEntries(SETTING_ENTRIES, search, ({ section, title, texts, words = [] }) => [
    t(`settings.${section}.title`),
    t(`settings.${section}.text`),
    t(title),
    ...texts.map((text) => t(text)),
    ...words,
  ]);
  const sections = SETTINGS_SECTIONS.map((section) => ({
    section,
    entries: found.filter((entry) => entry.section === section),
  })).filter(({ entries }) => entries.length > 0);

  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.pageHead}>
          <h1 className={styles.heading}>{t('settings.title')}</h1>
          <FilterField
            label={t('settings.find')}
            value={search}
            maxLength={MAX_SEARCH_LENGTH}
            className={styles.find}
            onChange={setSearch}
            onLeave={() => {
              list.current?.querySelector<HTMLElement>('button, input, select')?.focus();
            }}
          />
        </header>
        <VisuallyHidden>
          <span role="status">{search === '' ? '' : t('settings.found', { count: found.length })}</span>
        </VisuallyHidden>
        <div ref={list}>
          {sections.map(({ section, entries }) => (
            <Section
              key={section}
              title={t(`settings.${section}.title`)}
              text={t(`settings.${section}.text`)}
            >
              {entries.map(({ title, names, Control }) => (
                <SettingRow key={title} title={t(title)} names={names}>
                  <Control />
                </SettingRow>
              ))}
            </Section>
          ))}
        </div>
        {sections.length === 0 && (
          <EmptyState
            icon={SearchX}
            title={t('settings.nothingFound', { search })}
            actions={
              <Button
                onClick={() => {
                  setSearch('');
                }}
              >
                {t('common.clearSearch')}
              </Button>
            }
          />
        )}
      </div>
    </div>
  );
}

/** A banner or a menu can lead to one part of the settings: it is shown, whatever is searched for, and has the focus. */
function useWantedSetting(showAll: () => void): void {
  const [wanted, setWanted] = useState<{ readonly part: SettingPart } | null>(null);
  const show = useRef(showAll);
  useEffect(() => {
    show.current = showAll;
  });
  useEffect(() => {
    function take(): void {
      const part = takeWantedSetting();
      if (part === null) return;
      show.current();
      setWanted({ part });
    }
    take();
    return onSettingWanted(take);
  }, []);
  useEffect(() => (wanted === null ? undefined : focusSetting(wanted.part)), [wanted]);
}
