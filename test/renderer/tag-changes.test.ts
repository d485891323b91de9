import { describe, expect, it } from 'vitest';
import { noteTag, NO_CHANGES, shownTags } from '../../src/renderer/features/songs/tag-changes';

const PRESENT = [
  { value: 'Late night', count: 3 },
  { value: 'sea', count: 1 },
];

describe('changes of tags', () => {
  it('a tag comes to all songs, whatever its case, and goes from all', () => {
    const added = noteTag(NO_CHANGES, PRESENT, 'SEA', true);
    expect(shownTags(PRESENT, 3, added)).toEqual([
      { tag: 'Late night', count: 3 },
      { tag: 'sea', count: 3 },
    ]);
    const changes = noteTag(noteTag(added, PRESENT, 'new', true), PRESENT, 'late night', false);
    expect(changes).toEqual({ added: ['SEA', 'new'], removed: ['late night'] });
    expect(shownTags(PRESENT, 3, changes)).toEqual([
      { tag: 'sea', count: 3 },
      { tag: 'new', count: 3 },
    ]);
  });

  it('what is taken back leaves nothing behind', () => {
    const changes = noteTag(noteTag(NO_CHANGES, PRESENT, 'new', true), PRESENT, 'New', false);
    expect(changes).toEqual(NO_CHANGES);
    const again = noteTag(noteTag(NO_CHANGES, PRESENT, 'sea', false), PRESENT, 'sea', true);
    expect(again).toEqual({ added: ['sea'], removed: [] });
  });
});
