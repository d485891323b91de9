import { useEffect } from 'react';
import i18next from 'i18next';
import { chosenLanguage, LANGUAGE_TRAITS } from '@shared/language';
import type { Snapshot } from '@shared/model';
import { showLanguage, shownLanguage } from '../i18n';
import { notifyFailure } from './failure-text';
import { forgetShortcutLabels } from './shortcuts';

/** Says of the page what its texts are, for fonts, hyphens and screen readers. */
function describePage(): void {
  const { tag, direction } = LANGUAGE_TRAITS[shownLanguage()];
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
}

/** To be called once: what keeps words in mind takes those of another language when one is shown. */
export function followLanguage(): void {
  i18next.on('languageChanged', () => {
    describePage();
    forgetShortcutLabels();
  });
}

/** Lets the language be the chosen one. */
export function useLanguage({
  settings,
  systemLanguage,
}: Pick<Snapshot, 'settings' | 'systemLanguage'>): void {
  const language = chosenLanguage(settings.language, systemLanguage);
  useEffect(() => {
    showLanguage(language).catch(notifyFailure);
  }, [language]);
}
