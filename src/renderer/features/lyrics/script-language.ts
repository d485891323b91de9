import type { Language } from '@shared/language';
import { shownLanguage } from '../../i18n';

/** Scripts that tell their language, or at least which glyphs and which voice they need. The first that fits counts. */
const BY_SCRIPT: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Devanagari}/u, 'hi'],
];

/** Scripts of dozens of languages, and the one among them that the window may have. Words in Cyrillic often have some in Latin. */
const SHARED: readonly (readonly [RegExp, Language])[] = [
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Latin}/u, 'en'],
];

/**
 * The language to mark words with, so that Japanese is not drawn with Chinese glyphs and is read out by the right voice. Where
 * the script says too little, they are left to the language of the window if that is written so (undefined), and else
 * are of none that is known (empty): English words are not read out as Russian.
 *
 * @param page that of the window
 */
export function languageOf(text: string, page: Language = shownLanguage()): string | undefined {
  const told = BY_SCRIPT.find(([script]) => script.test(text))?.[1];
  if (told !== undefined) return told;
  const language = SHARED.find(([script]) => script.test(text))?.[1];
  const isOfPage = language === undefined ? !/\p{L}/u.test(text) : language === page;
  return isOfPage ? undefined : '';
}
