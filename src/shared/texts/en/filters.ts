/** Filters of the songs view: the menu, the chips, the suggestions of the search box. What people type is not translated. */
export const filters = {
  button: 'Filter',
  title: 'Filter songs',
  shortcut: 'Filter songs',
  bar: 'Filters',
  remove: 'Remove filter {{filter}}',
  removeTyped: 'Remove {{typed}}',
  removeAll: 'Remove all filters',
  noRoom: 'The search box is full. Take a filter out first.',

  suggestions: 'Suggestions',
  suggestionCount_one: '{{count, number}} suggestion',
  suggestionCount_other: '{{count, number}} suggestions',

  about: {
    has: 'What the song has',
    is: 'How its files stand',
    model: 'The model that made it',
    action: 'How it was made',
    created: 'When it was made',
    added: 'When it came here',
    length: 'How long it is',
    lyrics: 'What is known of its words',
    title: 'Only in titles',
    words: 'Only in lyrics',
    prompt: 'Only in prompts',
    text: 'Anywhere; with - in front, nowhere',
    bpm: 'Beats per minute',
    seed: 'The seed that it was made with',
    id: 'A clip id or its beginning, or a job id',
    limit: 'Only the first of the list',
  },

  name: {
    has: 'Files',
    is: 'State',
    model: 'Model',
    action: 'Action',
    created: 'Created',
    added: 'Added',
    length: 'Length',
    lyrics: 'Lyrics',
    title: 'Title',
    words: 'Words',
    prompt: 'Prompt',
    text: 'Text',
    bpm: 'BPM',
    seed: 'Seed',
    id: 'Id',
    limit: 'At most',
  },

  /** What a filter's name and its values come to. */
  chip: {
    has: 'Has {{values}}',
    hasNot: 'No {{values}}',
    other: '{{name}}: {{values}}',
    otherNot: '{{name}}: not {{values}}',
  },

  /** Values that stand by themselves. */
  choice: {
    has: { audio: 'Audio', wav: 'WAV', video: 'Video', cover: 'Cover', lyrics: 'Lyrics' },
    is: {
      complete: 'Complete',
      coming: 'Coming',
      failed: 'Failed',
      missing: 'Missing',
      unverified: 'Unverified',
      'without-files': 'Without files',
    },
    lyrics: {
      timed: 'Timed',
      plain: 'Without times',
      none: 'No lyrics',
      instrumental: 'Instrumental',
      edited: 'Edited',
    },
    counted: '{{value}} ({{count, number}})',
    anyTime: 'Any time',
    anyLength: 'Any length',
  },

  /** Values within a phrase. */
  value: {
    has: { audio: 'audio', wav: 'WAV', video: 'video', cover: 'cover', lyrics: 'lyrics' },
    is: {
      complete: 'complete',
      coming: 'coming',
      failed: 'failed',
      missing: 'missing',
      unverified: 'unverified',
      'without-files': 'without files',
    },
    lyrics: {
      timed: 'timed',
      plain: 'without times',
      none: 'none',
      instrumental: 'instrumental',
      edited: 'edited',
    },
  },

  date: {
    before: 'before {{date}}',
    until: 'until {{date}}',
    after: 'after {{date}}',
    since: 'since {{date}}',
    between: '{{first}} – {{last}}',
    day_one: 'last day',
    day_other: 'last {{count, number}} days',
    week_one: 'last week',
    week_other: 'last {{count, number}} weeks',
    month_one: 'last month',
    month_other: 'last {{count, number}} months',
    year_one: 'last year',
    year_other: 'last {{count, number}} years',
  },

  length: {
    under: 'under {{length}}',
    upTo: 'up to {{length}}',
    over: 'over {{length}}',
    atLeast: 'at least {{length}}',
    between: '{{first}}–{{last}}',
  },

  problem: {
    noValue: '“{{typed}}” needs a value, for example {{example}}',
    unknownValue: '“{{typed}}” is not known. Possible: {{choices}}',
    badDate: '“{{typed}}” is no date. Possible: {{choices}}',
    badLength: '“{{typed}}” is no length. Possible: {{choices}}',
    badLimit: '“{{typed}}” is no number of songs. Possible: {{choices}}',
    tooMany: '“{{typed}}” is left out: there are {{count, number}} filters already',
  },
} as const;
