import { describe, expect, it } from 'vitest';
import type { Language } from '@shared/language';
import { languageOf } from '../../src/renderer/features/lyrics/script-language';

describe('the language that words are marked with', () => {
  it.each<[string, Language, string | undefined]>([
    ['Harbour lights', 'en', undefined],
    ['Harbour lights', 'ru', ''],
    ['Harbour lights', 'zh', ''],
    ['Огни гавани', 'ru', undefined],
    ['Огни гавани', 'en', ''],
    ['[Verse]\nОгни гавани', 'ru', undefined],
    ['[Verse]\nОгни гавани', 'en', ''],
    ['港の灯り', 'zh', 'ja'],
    ['港口的灯', 'ru', 'zh'],
    ['[Verse]\n港口的灯', 'zh', 'zh'],
    ['ნავსადგურის შუქი', 'en', ''],
    ['1 2 3 ♪', 'ru', undefined],
    ['', 'zh', undefined],
  ])('“%s” in a window in %s: %j', (text, page, language) => {
    expect(languageOf(text, page)).toBe(language);
  });
});
