// @ts-check
// Who the program is to a system that it is installed on. Everything that names it there is derived from this and from package.json.

/**
 * Its name for good: updates, settings of macOS and the entry of Windows hang on it.
 * Not for a release yet: README.md in this folder tells what has to be settled first.
 */
export const APP_ID = 'app.flowshelf.flowshelf';
export const HOMEPAGE = 'https://flowshelf.example';
export const MAINTAINER = 'The Flowshelf founders <maintainers@flowshelf.example>';

/** The executable, the package and the desktop entry are called so. */
export const EXECUTABLE = 'flowshelf';

/** The scheme of links to a job: `flowshelf://job/<id>`. */
export const LINK_SCHEME = 'flowshelf';

/** Timed words. The systems' own list of types has none for them. */
export const LYRICS_FILES = { ext: 'lrc', mimeType: 'text/x-lrc' };

/** One line for lists of packages; no full stop, by custom. */
export const SYNOPSIS = 'music library for songs made with the Flow Music API';
export const DESCRIPTION = [
  "Flowshelf keeps the songs that you make with TTAPI's Flow Music API. Paste your job ids: it asks the service until each job is done, brings audio, video and cover to your disk before their links expire, and keeps the words.",
  'From then on it needs no network: it plays your songs, follows their lyrics, searches every line, and hands songs and words on as files.',
].join('\n\n');

/** What the desktop shows in its menus. Names of languages as desktop entries write them; the first text is in English. */
const DESKTOP_TEXTS = {
  GenericName: {
    '': 'Music library',
    ru: 'Музыкальная библиотека',
    zh_CN: '音乐库',
  },
  Comment: {
    '': 'Keep, play and search the songs that you make with the Flow Music API',
    ru: 'Хранит, играет и ищет песни, созданные с помощью Flow Music API',
    zh_CN: '保存、播放并搜索您用 Flow Music API 创作的歌曲',
  },
  Keywords: {
    '': 'music;songs;lyrics;player;library;karaoke;lrc;',
    ru: 'музыка;песни;тексты;плеер;библиотека;караоке;lrc;',
    zh_CN: '音乐;歌曲;歌词;播放器;音乐库;卡拉OK;lrc;',
  },
};

/** @returns {Record<string, string>} keys of a desktop entry, but for those that name the program's files */
export function desktopKeys() {
  return {
    ...Object.fromEntries(
      Object.entries(DESKTOP_TEXTS).flatMap(([key, texts]) =>
        Object.entries(texts).map(([language, text]) => [
          language === '' ? key : `${key}[${language}]`,
          text,
        ]),
      ),
    ),
    Categories: 'AudioVideo;Audio;Player;Music;',
    MimeType: `${LYRICS_FILES.mimeType};x-scheme-handler/${LINK_SCHEME};`,
    StartupNotify: 'true',
    StartupWMClass: EXECUTABLE,
  };
}
