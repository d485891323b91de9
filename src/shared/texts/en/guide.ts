export const guide = {
  title: 'Guide',
  text: 'What Flowshelf does, in a few minutes.',
  topics: 'Topics',

  begin: {
    title: 'Bring songs in',
    jobs: 'When the service is asked for songs it answers with a job id. Paste one here, or a thousand, or a whole page in which they stand: Flowshelf finds them and tells what it found before anything is asked.',
    waiting:
      'Each job is asked about until it is done. Its audio, WAV, video and cover are downloaded before their links expire, four at a time. Close the program when you like: it goes on at the next start.',
    key: 'The service wants a key, which is entered once in Settings. It is sent to the service and to nobody else.',
    folder:
      'While this library has no songs yet, an earlier one is taken over by choosing its folder in Settings. Later, put the folders of its songs into the library folder and check the library.',
  },
  find: {
    title: 'Find a song',
    search:
      'Type a few letters of a title, a prompt or a line of the words, in any script. Each further word makes the list shorter; quotation marks keep words together.',
    filters:
      'Filters narrow it by model, length, rating, tags, files and more. They stand in the search as text, so they can be typed too: model:lyria, is:favourite, length:>3m.',
    saved:
      'A search that you need again is saved under a name at the left. It fills itself: that is a smart playlist.',
  },
  listen: {
    title: 'Listen',
    play: 'Enter or a double click plays a song, and those below it follow without a gap. Space pauses.',
    queue:
      'What plays next is the queue. Put songs next or at its end, drag them into another order, and see what was heard.',
    sound:
      'Settings know a crossfade, the same loudness for all songs, and WAV in place of compressed audio. Speed, a part that repeats and a sleep timer are in the player’s menu.',
    mini: 'The mini player is small and stays above other windows.',
  },
  words: {
    title: 'Read and time lyrics',
    panel:
      'Lyrics stand beside the list and follow the song where their lines have times. A press on a line goes to it.',
    karaoke: 'The karaoke view fills the window with them.',
    editor:
      'In the editor words are corrected and lines get their times by a key while the song plays. The service’s own words are kept beside yours and can be had back.',
    lines: 'Lyrics at the left searches through the lines of all songs.',
  },
  takes: {
    title: 'Compare takes',
    open: 'The service makes more than one take of the same words. Compared, they run side by side, equally loud, and a letter switches between them in the midst of the song.',
    keep: 'Keep marks the one you like as a favourite. The others can be hidden: they are not deleted, and filters show them again.',
  },
  lists: {
    title: 'Playlists and notes',
    playlists:
      'Drag songs onto a playlist, or add them by key. Playlists go to other programs and come from them as M3U8 files.',
    notes:
      'Favourites, stars and tags are kept with the song, also in its folder, and count in searches and smart playlists.',
  },
  files: {
    title: 'Take files out',
    export:
      'Songs are exported with their lyrics as text, LRC, subtitles and more, and with copies of the sound that carry title, words and cover.',
    drag: 'Drag a song out of the window into a folder, an editor or a music program. With Alt its WAV is dragged.',
  },
  safe: {
    title: 'Where everything is',
    folder:
      'Each song has a folder of its own with files that every program can read. What is noted about it stands there too, so a library can be rebuilt from its folder alone.',
    check:
      'A check compares the library with the disk, each day a little, and tells what is missing or damaged before you need it.',
    removed: 'Removed songs go to the system’s trash, and can be brought back here for a while.',
  },
  trouble: {
    title: 'When something is wrong',
    line: 'A line at the bottom of the window says what stops the work, as a full disk or a rejected key, and what to do. Nothing is lost meanwhile.',
    keys: 'Everything can be done by keys. The list of shortcuts shows and changes them.',
    diagnostics:
      'Diagnostics are a file that you can read before you send it to somebody who helps. It holds no key, no words and no titles.',
  },
} as const;
