/** One banner per hold: what is so in bold, what it means, and the one thing to do about it. */
export const holds = {
  region: 'What is being waited for',
  /** Behind the first: how many other reasons there are. */
  more_one: '{{count}} more',
  more_other: '{{count}} more',
  fewer: 'Show one',
  'key-missing': {
    title: 'There is no API key yet.',
    titleOther: 'The API key belongs to another address.',
    text: 'Jobs are kept and asked about once you enter it.',
    action: 'Enter the key',
  },
  'key-rejected': {
    title: 'The service does not accept the API key.',
    text: 'Nothing is asked until it changes. Downloads go on.',
    textDetail: 'It says: “{{detail}}”. Nothing is asked until it changes; downloads go on.',
    action: 'Change key',
  },
  'rate-limited': {
    title: 'The service asks for a pause.',
    text: 'Asking again at {{time}}. Downloads go on.',
    action: 'Ask more slowly…',
  },
  'wrong-address': {
    title: 'What answers at {{host}} is not the service.',
    text: 'Is the API address right? Trying again at {{time}}. What is on disk plays as always.',
    action: 'Check the address',
  },
  offline: {
    title: 'No connection to {{host}}.',
    text: 'Trying again at {{time}}. What is on disk plays as always.',
    action: 'Try now',
  },
  'database-damaged': {
    title: 'The database is damaged.',
    text: 'Your songs are safe on disk. Repair sets the database aside and brings the library back from its last copy and the library folder.',
    action: 'Repair',
  },
  'library-rebuilding': {
    title: 'The library folder is being gone through.',
    textBegin: 'Its songs appear as they are found. Asking and downloading go on afterwards.',
    text: '{{done}} of {{total}} songs. They appear as they are found; asking and downloading go on afterwards.',
    stop: 'Stop',
    titleStopped: 'Not all songs of the library folder are in the list.',
    textStopped:
      '{{done}} of {{total}} were looked at; what has come in stays. Asking and downloading wait until all are known.',
    textStoppedAtOnce:
      'It was not gone through. Asking and downloading wait until all of its songs are known.',
    goOn: 'Go on',
  },
  'disk-full': {
    title: 'There is too little room on the disk.',
    text: 'Downloads need {{needed}} free, there are {{free}}. Make room and they go on by themselves.',
    titleRefused: 'The disk takes nothing more.',
    textRefused:
      'It tells of {{free}} free, so perhaps a quota is used up. Make room and downloads go on by themselves.',
    action: 'Look again',
  },
  'data-disk-full': {
    title: 'There is no room for Flowshelf’s own data.',
    text: 'Nothing new can be stored: {{needed}} have to be free on that disk, there are {{free}}. Make room and all goes on by itself.',
    titleRefused: 'Flowshelf’s own data cannot be stored.',
    textRefused:
      'Its disk takes nothing more, though {{free}} are free: perhaps a quota is used up, or the disk fails. Make room and all goes on by itself.',
    action: 'Look again',
  },
  'library-missing': {
    title: 'The library folder is not there.',
    titleInstead: 'The library is not in its folder.',
    text: 'Looked for {{folder}}. {{safe}}',
    textEmpty: '{{folder}} is empty. {{safe}}',
    textOther: '{{folder}} holds something else and is left as it is. {{safe}}',
    /** What follows where another folder can be chosen, and where it cannot. */
    safe: 'Nothing is lost: connect its disk or put it back, and all goes on by itself.',
    safeMoved:
      'Nothing is lost: connect its disk or put it back, and all goes on by itself. If you moved it, choose its new place.',
    action: 'Look again',
    choose: 'Choose folder…',
  },
  'journal-unwritable': {
    title: 'New jobs cannot be noted in the library folder.',
    text: 'They are kept and asked about once {{file}} can be written: let Flowshelf write it, or move away what stands there. Everything else goes on.',
    action: 'Look again',
  },
  'library-readonly': {
    title: 'The library folder cannot be written to.',
    text: 'New songs cannot be kept in {{folder}} until you may write there; then all goes on by itself. What is there plays.',
    action: 'Look again',
  },
  'library-moving': {
    title: 'The library is being moved.',
    text: 'Downloads and questions go on after it; what is on disk plays as always.',
    action: 'Show progress',
  },
  'downloads-paused': {
    title: 'All downloads are paused.',
    text: 'Jobs are still asked about.',
    action: 'Resume',
  },
} as const;
