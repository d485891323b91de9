import type { en } from './en';

/** Forms that a text with a number can have (Intl.PluralRules). Which of them there are depends on the language. */
export type PluralForm = 'one' | 'two' | 'few' | 'many' | 'other';

/** `songs` for `songs_one` and `songs_other`; never for a text without a number. */
type Counted<Key> = Key extends `${infer Name}_other` ? Name : never;

/**
 * The same texts in another language, with its own plural forms: what is missing, or too much, is an error of types.
 *
 * @typeParam Forms the plural forms of that language
 */
export type Translation<Area, Forms extends PluralForm> = {
  readonly [
    Key in keyof Area as Key extends `${Counted<keyof Area>}_one` | `${Counted<keyof Area>}_other`
      ? never
      : Key
  ]: Area[Key] extends string ? string : Translation<Area[Key], Forms>;
} & { readonly [Key in `${Counted<keyof Area>}_${Forms}`]: string };

/** All texts, in a language with these plural forms. */
export type Texts<Forms extends PluralForm> = Translation<typeof en, Forms>;
