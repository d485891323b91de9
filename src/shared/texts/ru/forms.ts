import type { en } from '../en';
import type { Translation } from '../translation';

/** 1 песня, 2 песни, 5 песен; `other` is for fractions: 1,5 песни. */
export type RussianForm = 'one' | 'few' | 'many' | 'other';

/** An area of the texts in Russian. */
export type Area<Name extends keyof typeof en> = Translation<(typeof en)[Name], RussianForm>;

type Forms<Name extends string> = Readonly<Record<`${Name}_${RussianForm}`, string>>;

/** The four forms of a text with a number. With a fraction a noun stands as it does with two. */
export function forms<Name extends string>(name: Name, one: string, few: string, many: string): Forms<Name> {
  return {
    [`${name}_one`]: one,
    [`${name}_few`]: few,
    [`${name}_many`]: many,
    [`${name}_other`]: few,
  } as Forms<Name>;
}

/** A text in which nothing follows its number. */
export function alike<Name extends string>(name: Name, text: string): Forms<Name> {
  return forms(name, text, text, text);
}
