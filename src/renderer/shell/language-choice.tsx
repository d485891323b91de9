import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_CHOICES, LANGUAGE_NAMES } from '@shared/language';
import { useSnapshot } from '../query';
import { useUpdateSettings } from './use-update-settings';
import { Segmented } from '../ui/choice';

export interface LanguageChoiceProps {
  readonly isLabelHidden?: boolean;
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
      options={LANGUAGE_CHOICES.map((value) => ({
        value,
        label:
          value === 'system'
            ? t('settings.language.system', { language: LANGUAGE_NAMES[systemLanguage] })
            : LANGUAGE_NAMES[value],
      }))}
      onChange={(language) => {
        update({ language });
      }}
    />
  );
}
