import type { en } from '../en';
import type { Translation } from '../translation';

/** Chinese has one form for every number. */
export type ChineseForm = 'other';

/** An area of the texts in Simplified Chinese. */
export type Area<Name extends keyof typeof en> = Translation<(typeof en)[Name], ChineseForm>;
