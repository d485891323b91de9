import type { ParseKeys } from 'i18next';

export interface GuideParagraph {
  readonly text: ParseKeys;
  /** Actions whose keys are shown with it. */
  readonly shortcuts?: readonly string[];
}

export interface GuideTopic {
  readonly title: ParseKeys;
  readonly paragraphs: readonly GuideParagraph[];
}

/** What the guide tells, in the order in which somebody new needs it. */
export const GUIDE_TOPICS: readonly GuideTopic[] = [
  {
    title: 'guide.begin.title',
    paragraphs: [
      { text: 'guide.begin.jobs', shortcuts: ['add-jobs'] },
      { text: 'guide.begin.waiting' },
      { text: 'guide.begin.key', shortcuts: ['settings'] },
      { text: 'guide.begin.folder' },
    ],
  },
  {
    title: 'guide.find.title',
    paragraphs: [
      { text: 'guide.find.search', shortcuts: ['find'] },
      { text: 'guide.find.filters', shortcuts: ['filter-songs'] },
      { text: 'guide.find.saved', shortcuts: ['save-search'] },
    ],
  },
  {
    title: 'guide.listen.title',
    paragraphs: [
      { text: 'guide.listen.play', shortcuts: ['play-pause', 'next'] },
      { text: 'guide.listen.queue', shortcuts: ['queue'] },
      { text: 'guide.listen.sound' },
      { text: 'guide.listen.mini', shortcuts: ['mini-player'] },
    ],
  },
  {
    title: 'guide.words.title',
    paragraphs: [
      { text: 'guide.words.panel', shortcuts: ['toggle-lyrics'] },
      { text: 'guide.words.karaoke', shortcuts: ['karaoke'] },
      { text: 'guide.words.editor', shortcuts: ['edit-lyrics'] },
      { text: 'guide.words.lines' },
    ],
  },
  {
    title: 'guide.takes.title',
    paragraphs: [{ text: 'guide.takes.open', shortcuts: ['compare'] }, { text: 'guide.takes.keep' }],
  },
  {
    title: 'guide.lists.title',
    paragraphs: [
      { text: 'guide.lists.playlists', shortcuts: ['add-to-playlist'] },
      { text: 'guide.lists.notes' },
    ],
  },
  {
    title: 'guide.files.title',
    paragraphs: [{ text: 'guide.files.export', shortcuts: ['export-lyrics'] }, { text: 'guide.files.drag' }],
  },
  {
    title: 'guide.safe.title',
    paragraphs: [{ text: 'guide.safe.folder' }, { text: 'guide.safe.check' }, { text: 'guide.safe.removed' }],
  },
  {
    title: 'guide.trouble.title',
    paragraphs: [
      { text: 'guide.trouble.line' },
      { text: 'guide.trouble.keys', shortcuts: ['shortcuts'] },
      { text: 'guide.trouble.diagnostics' },
    ],
  },
];
