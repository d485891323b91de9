import i18next, { t } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGE_TRAITS, type Language } from '@shared/language';
import { en } from '@shared/texts/en';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
    returnNull: false;
  }
}

const NAMESPACE = 'translation';

/** Catalogues that are read when they are wanted. English comes with the window: it is the usual one, and names the keys. */
const LATER: Readonly<Record<Exclude<Language, 'en'>, () => Promise<object>>> = {
  ru: async () => (await import('../shared/texts/ru')).ru,
  zh: async () => (await import('../shared/texts/zh')).zh,
};

/** What was asked for last: a catalogue that comes after another was chosen is not shown. */
let wanted: Language = 'en';
let shown: Language = 'en';

/** Makes the texts available to every component; to be called once, before the first render. */
export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { [NAMESPACE]: en } },
    returnNull: false,
    // React escapes what it renders; escaping twice would show `&amp;`.
    interpolation: { escapeValue: true, escape: isolated },
    react: { useSuspense: false },
    initAsync: false,
  });
}

/** Letters of scripts that run from right to left, and marks that turn the direction of what follows. */
const TURNS =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A value within a text: one that runs the other way changes nothing in the order of the words around it. */
function isolated(value: string): string {
  return TURNS.test(value) ? `\u2068${value}\u2069` : value;
}

/** Shows the texts of a language as soon as they are there; the page says in which language it is. */
export async function showLanguage(language: Language): Promise<void> {
  wanted = language;
  if (language !== 'en' && !i18next.hasResourceBundle(language, NAMESPACE)) {
    const catalogue = await LATER[language]();
    i18next.addResourceBundle(language, NAMESPACE, catalogue);
  }
  if (wanted !== language || shown === language) return;
  shown = language;
  await i18next.changeLanguage(language);
}

/** The language that is shown. */
export function shownLanguage(): Language {
  return shown;
}

/** The tag by which numbers, dates and lists follow the language that is shown. */
export function shownLocale(): string {
  return LANGUAGE_TRAITS[shown].tag;
}

/** What depends on the language, made once for each that is shown: a format of Intl. */
export function byLanguage<Made>(make: (locale: string) => Made): () => Made {
  let made: { readonly locale: string; readonly value: Made } | null = null;
  return () => {
    const locale = shownLocale();
    if (made?.locale !== locale) made = { locale, value: make(locale) };
    return made.value;
  };
}

/** The translate function for code outside of components; inside, use `useTranslation()`. */
export const translate = t;
