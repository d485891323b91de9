import i18next, { t } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '@shared/texts/en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}

/** The language of the interface; numbers and dates follow it too. */
export const LOCALE = 'en';

/** Makes the texts available to every component; to be called once, before the first render. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: LOCALE,
    fallbackLng: LOCALE,
    resources: { [LOCALE]: { translation: en } },
    returnNull: false,
    // React escapes what it renders; escaping twice would show `&amp;`.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    initAsync: false,
  });
}

/** The translate function for code outside of components; inside, use `useTranslation()`. */
export const translate = t;
