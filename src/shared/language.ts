/** Languages that the program speaks. Each has a folder in `shared/texts`. */
export const LANGUAGES = ['en', 'ru', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a user may choose: the system's language, or one of ours. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** Each language in its own words, which are the same in all of them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  zh: '简体中文',
};

export interface LanguageTraits {
  /** As pages and fonts name it (BCP 47). Chinese with its script: by that a system takes the right letters. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
}

export const LANGUAGE_TRAITS: Readonly<Record<Language, LanguageTraits>> = {
  en: { tag: 'en', direction: 'ltr' },
  ru: { tag: 'ru', direction: 'ltr' },
  zh: { tag: 'zh-Hans', direction: 'ltr' },
};

const USUAL: Language = 'en';

/** Chinese in traditional letters, by its script or by where it is written so. */
const TRADITIONAL = /^zh\b.*\b(?:hant|tw|hk|mo)\b/i;

/** `ru-RU`, `ru_RU.UTF-8` and `ru` are Russian; null where the program has no such language. */
function languageOf(tag: string): Language | null {
  const primary = /^[a-z]{2,3}/i.exec(tag)?.[0].toLowerCase();
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/**
 * The language to speak with somebody who prefers these, best first. Simplified Chinese is taken for the traditional only
 * where nothing else fits.
 *
 * @param preferred language tags as systems write them
 */
export function languageFor(preferred: readonly string[]): Language {
  const plain = preferred.map((tag) => tag.replaceAll('_', '-'));
  const exact = plain.filter((tag) => !TRADITIONAL.test(tag)).map(languageOf);
  return [...exact, ...plain.map(languageOf)].find((language) => language !== null) ?? USUAL;
}

/** What is spoken after this choice, where the system's language comes to `system`. */
export function chosenLanguage(choice: LanguageChoice, system: Language): Language {
  return choice === 'system' ? system : choice;
}

/** The language that a tag of a page names; English where it is none of ours. */
export function languageOfPage(tag: string): Language {
  return languageOf(tag) ?? USUAL;
}
