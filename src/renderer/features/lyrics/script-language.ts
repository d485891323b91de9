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

/**
 * The language to mark words with, so that Japanese is not drawn with Chinese glyphs and is read out by the right voice.
 * Undefined where the script says too little: Latin and Cyrillic are shared by dozens of languages.
 */
export function languageOf(text: string): string | undefined {
  return BY_SCRIPT.find(([script]) => script.test(text))?.[1];
}
