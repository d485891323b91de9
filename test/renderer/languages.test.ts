import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '@shared/language';
import { parseSongQuery } from '@shared/song-query/parse';
import {
  formatBytes,
  formatDate,
  formatNumber,
  formatPercent,
  formatRemaining,
  formatUntil,
} from '../../src/renderer/format';
import { showLanguage, shownLanguage, startTexts, translate } from '../../src/renderer/i18n';
import { choiceWords, filterWords } from '../../src/renderer/shell/filter-words';

/** Numbers, dates, lists and plural forms in each language, and one language after another. */

beforeAll(startTexts);
afterAll(() => showLanguage('en'));

const NOW = new Date(2026, 10, 21, 14, 30).getTime();

const WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    '1,284',
    '3.4 MB',
    '62%',
    'Nov 20',
    'in 20 s',
    'about 2 hours left',
    '21 songs',
    'Has audio or WAV',
    'Last 7 days',
  ],
  ru: [
    '1\u00a0284',
    '3,4 МБ',
    '62 %',
    '20 нояб.',
    'через 20 с',
    'осталось примерно 2 часа',
    '21 песня',
    'Есть: аудио или WAV',
    'За 7 дней',
  ],
  zh: [
    '1,284',
    '3.4 MB',
    '62%',
    '11月20日',
    '20 秒后',
    '还剩约 2 小时',
    '21 首歌曲',
    '包含：音频或WAV',
    '最近 7 天',
  ],
};

describe.each(['ru', 'zh', 'en'] as const)('in %s', (language) => {
  it('numbers, sizes, dates, waits, counts and lists are as usual there', async () => {
    await showLanguage(language);
    expect(shownLanguage()).toBe(language);
    expect([
      formatNumber(1_284),
      formatBytes(3_400_000),
      formatPercent(62.5),
      formatDate(new Date(2026, 10, 20).getTime(), NOW),
      formatUntil(NOW + 20_000, NOW),
      formatRemaining(2 * 3_600_000),
      translate('songs.summary', { count: 21 }),
      ...parseSongQuery('has:audio,wav').filters.map(filterWords),
      choiceWords('created', '7d'),
    ]).toEqual(WORDS[language]);
  });
});

describe('Russian', () => {
  it.each([
    [1, '1 песня'],
    [2, '2 песни'],
    [5, '5 песен'],
    [11, '11 песен'],
    [21, '21 песня'],
    [104, '104 песни'],
  ])('has a form for %i', async (count, text) => {
    await showLanguage('ru');
    expect(translate('songs.summary', { count })).toBe(text);
  });
});

describe('two languages that are asked for at once', () => {
  it('end in the one that was asked for last', async () => {
    await Promise.all([showLanguage('zh'), showLanguage('en')]);
    expect(translate('common.close')).toBe('Close');
    await Promise.all([showLanguage('en'), showLanguage('zh')]);
    expect(translate('common.close')).toBe('关闭');
  });
});

describe('a value within a text', () => {
  beforeAll(() => showLanguage('en'));
  const told = (title: string) => translate('exporting.introSong', { title });

  it('that runs from right to left, or would turn what follows, keeps to itself', () => {
    for (const title of ['שיר', 'Sea \u202eaeS', 'أغنية (2)']) {
      expect(told(title)).toBe(`Writes “\u2068${title}\u2069” as files for other programs.`);
    }
  });

  it('is put in as it is where nothing turns', () => {
    for (const title of ['<b>Sea</b> & “Sky”', '潮水', '$& {{title}}']) {
      expect(told(title)).toBe(`Writes “${title}” as files for other programs.`);
    }
  });
});
