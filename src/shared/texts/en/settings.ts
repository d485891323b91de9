import { systemSettings } from './system';
import { updateSettings } from './updates';

export const settings = {
  title: 'Settings',
  find: 'Find a setting',
  found_one: '{{count, number}} setting found.',
  found_other: '{{count, number}} settings found.',
  nothingFound: 'No setting is called “{{search}}”.',
  fixed: 'Set by the environment ({{name}}); it cannot be changed here.',

  access: {
    title: 'Access',
    text: 'How Flowshelf reaches the service that makes your songs.',
  },
  key: {
    field: 'API key',
    placeholder: 'Paste the key here',
    placeholderReplace: 'Paste another key to replace it',
    show: 'Show',
    hide: 'Hide',
    save: 'Save key',
    test: 'Test key',
    forget: 'Forget key',
    forgetTitle: 'Forget the key?',
    forgetText:
      'It is deleted from this computer. Songs and jobs stay; asking goes on once a key is entered again.',
    forgetConfirm: 'Forget',
    none: 'No key is stored for {{host}}.',
    other: 'The stored key is for another address. It is not sent to {{host}} unless you enter it again.',
    stored: {
      secure: 'A key ending in {{ending}} is kept in this system’s secret store.',
      session: 'A key ending in {{ending}} is kept until the program is closed.',
      unprotected:
        'A key ending in {{ending}} is stored unprotected: programs that run under your name can read it.',
      environment: 'A key ending in {{ending}} comes from the environment (TT_API_KEY).',
    },
    /** The same for a key too short to show a part of. */
    storedShort: {
      secure: 'A key is kept in this system’s secret store.',
      session: 'A key is kept until the program is closed.',
      unprotected: 'A key is stored unprotected: programs that run under your name can read it.',
      environment: 'A key comes from the environment (TT_API_KEY).',
    },
    sampleStored: 'The sample songs come from a service inside the program.',
    sample: 'It needs no key of yours.',
    sentTo: 'It is sent to {{host}} and nowhere else.',
    storage: {
      label: 'This system has no secret store. How shall the key be kept?',
      session: 'Keep for this session',
      sessionHint: 'It is gone when the program is closed; you enter it again next time.',
      unprotected: 'Store unprotected',
      unprotectedHint: 'It is kept in a file of yours. Programs that run under your name can read it.',
    },
    verdict: {
      testing: 'Asking the service about a job that cannot exist',
      accepted: 'Accepted. The service takes this key.',
      rejected: 'Rejected. The service does not take this key.',
      rejectedDetail: 'Rejected. The service says: “{{detail}}”.',
      rateLimited: 'Cannot tell: the service asked for a pause. Test again when it is over.',
      unreachable: 'Cannot tell: the service could not be reached.',
      wrongAddress: 'Cannot tell: what answers at this address is not the service. Is the address right?',
      wrongAddressDetail:
        'Cannot tell: what answers at this address is not the service. It says: “{{detail}}”. Is the address right?',
      unknown: 'Cannot tell just now whether the key is right.',
      unknownDetail: 'Cannot tell whether the key is right: {{detail}}',
    },
  },
  address: {
    field: 'API address',
    save: 'Save address',
    reset: 'Use the usual address',
    hint: 'Begins with https://. A key belongs to one address: after a change you enter it again, so that it is never sent to a new host unasked.',
    sample: 'The sample service runs inside the program. Leave the sample to change the address.',
    pending: 'After this change the key has to be entered again for the new address.',
  },
  requests: {
    field: 'Requests per minute',
    hint: 'At most this many questions to the service. Fewer is kinder; 20 is the usual.',
  },

  library: {
    title: 'Library',
    text: 'One folder per song, made to be understood without this program.',
    field: 'Library folder',
    choose: 'Choose…',
    show: 'Open folder',
    sample: 'The sample has a library of its own. Leave the sample to choose another.',
    hint: 'Choose another folder to move the library there, or the place that you have moved it to yourself.',
  },
  wanted: {
    label: 'What to download',
    audio: 'Audio',
    audioHint: 'The compressed song, a few megabytes',
    wav: 'WAV',
    wavHint: 'Without loss, about ten times as large; only where the service offers it',
    video: 'Video',
    videoHint: 'Only where a video was made',
    cover: 'Cover',
    coverHint: 'The picture beside the title',
    later: 'Files that are on disk already stay there.',
  },

  wordsFiles: {
    label: 'Keep lyric files beside the songs up to date',
    txt: 'Text (.txt)',
    txtHint: 'The words as they are written.',
    lrc: 'LRC (.lrc)',
    lrcHint: 'Where lines have times; most players read it.',
    others: 'A file of another hand is never changed. Turned off, files that are there stay as they are.',
  },

  listening: {
    title: 'Look and sound',
    text: 'How the window looks and which file is played.',
  },
  language: {
    label: 'Language',
    system: 'System ({{language}})',
  },
  theme: {
    label: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
  },
  playback: {
    label: 'Playback',
    audio: 'Compressed audio',
    wav: 'WAV where it is there',
  },

  crossfade: {
    field: 'Crossfade (seconds)',
    hint: 'How long songs that follow each other are heard together. 0: one behind the other, without a gap.',
  },

  levelling: {
    field: 'Loudness of songs',
    off: 'As they are',
    usual: 'All alike (-14 LUFS)',
    quiet: 'All alike, quieter (-18 LUFS)',
    hint: 'Songs are made less loud, or louder as long as nothing distorts.',
    by: 'Levelled',
    song: 'Song by song',
    takes: 'Songs with the same words together',
    byHint: 'Together they stay as loud to each other as they are.',
    measured_one: '{{measured, number}} of {{count, number}} song measured.',
    measured_other: '{{measured, number}} of {{count, number}} songs measured.',
    unmeasurable_one: '{{count, number}} has no file that can be measured.',
    unmeasurable_other: '{{count, number}} have no file that can be measured.',
  },

  lyricsOffset: {
    field: 'Show words later by (milliseconds)',
    hint: 'For all songs, where loudspeakers are late, as wireless ones are. Below zero: earlier.',
  },

  /** A number that is typed. */
  number: {
    hint: '{{hint}} From {{min, number}} to {{max, number}}.',
    error:
      'Give a whole number from {{min, number}} to {{max, number}}. Until then it stays at {{value, number}}.',
  },

  system: systemSettings,
  updates: updateSettings,
  keyboard: {
    title: 'Keyboard',
    text: 'Everything can be done without a mouse, and most keys can be others.',
    open: 'Keyboard shortcuts…',
  },

  all: {
    title: 'All settings',
    text: 'Taken along to another computer, or as they were at the beginning.',
    save: 'Save to a file…',
    take: 'Use a file…',
    resetAll: 'Reset all',
    hint: 'The key, the address, folders and what plays are not among them.',
    saved: 'Your settings are in “{{file}}”.',
    taken_one: '{{count, number}} setting was taken over from “{{file}}”.',
    taken_other: '{{count, number}} settings were taken over from “{{file}}”.',
    takenNone: 'The settings in “{{file}}” are those that you have already.',
    unusable: 'Not understood, and left as they were: {{settings}}.',
    withoutKeys: 'Keys that cannot be used, or that another action has, were left out for {{actions}}.',
    moreActions_one: '{{count, number}} more',
    moreActions_other: '{{count, number}} more',
    named: '“{{setting}}”',
    /** Other words that these are looked for by. */
    foundBy: 'Import and export',
    reset_one: '{{count, number}} setting is as usual again.',
    reset_other: '{{count, number}} settings are as usual again.',
  },
  reset: {
    one: 'As usual again: {{setting}}',
  },
  licences: {
    title: 'Licences',
    text: 'Flowshelf is made with the work of these people. Thank you.',
    find: 'Find a package',
    count_one: '{{count, number}} package',
    count_other: '{{count, number}} packages',
    noText: 'Its text is that of the {{licence}} licence.',
    chromium: 'Electron and Chromium…',
  },

  about: {
    title: 'About',
    text: 'What this program is and whom it talks to.',
    foundBy: 'Version, privacy, data protection',
    version: 'Flowshelf',
    madeWith: 'Made with',
    versions: 'Electron {{electronVersion}}, Chromium {{chromiumVersion}}',
    hosts: 'Contacts',
    hostsText: '{{host}} and the file hosts that it names for your songs; nobody else.',
    hostsWithUpdates:
      '{{host}}, the file hosts that it names for your songs, and {{updates}} for new versions of Flowshelf; nobody else.',
    telemetry: 'Telemetry',
    telemetryText: 'None. Nothing about you or your songs is sent anywhere.',
    licence: 'Licence',
    licenceText: 'MIT',
    guide: 'Guide',
    licences: 'Licences…',
    diagnostics: 'Save diagnostics…',
  },
} as const;
