import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_CHOICES, LANGUAGE_NAMES, LANGUAGE_TRAITS, type Language } from '@shared/language';
import { useSnapshot } from '../query';
import { useUpdateSettings } from './use-update-settings';
import { Segmented } from '../ui/choice';

export interface LanguageChoiceProps {
  readonly isLabelHidden?: boolean;
}

/** What the system's language is, with its name in itself. */
function SystemLabel({ language }: { readonly language: Language }): ReactElement {
  const { t } = useTranslation();
  const name = LANGUAGE_NAMES[language];
  const [before, after] = t('settings.language.system', { language: name }).split(name);
  return (
    <span>
      {before}
      <span lang={LANGUAGE_TRAITS[language].tag}>{name}</span>
      {after}
    </span>
  );
}

/** The language of the program: the system's, or one that is named in itself. */
export function LanguageChoice({ isLabelHidden = false }: LanguageChoiceProps): ReactElement {
  const { t } = useTranslation();
  const { settings, systemLanguage } = useSnapshot();
  const update = useUpdateSettings();
  return (
    <Segmented
      label={t('settings.language.label')}
      isLabelHidden={isLabelHidden}
      value={settings.language}
      options={LANGUAGE_CHOICES.map((value) =>
        value === 'system'
          ? { value, label: <SystemLabel language={systemLanguage} /> }
          : { value, label: LANGUAGE_NAMES[value], lang: LANGUAGE_TRAITS[value].tag },
      )}
      onChange={(language) => {
        update({ language });
      }}
    />
  );
}
