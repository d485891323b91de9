import { AudioLines, Play } from 'lucide-react';
import { withOffset } from '@shared/lyrics-lines';
import type { ClipId, TakeRow } from '@shared/model';
import { invoke } from '../../bridge';
import { formatDate, formatDuration } from '../../format';
import { translate } from '../../i18n';
import { compareAlike } from '../../shell/compare-songs';
import type { MenuItem } from '../../ui/menu';

/** The takes of a song, each to be played, and all to be compared. */
export async function takesMenu(
  clipId: ClipId,
  playing: ClipId | null,
  onPlay: (take: TakeRow) => void,
): Promise<readonly MenuItem[]> {
  const [takes, alike] = await Promise.all([
    invoke('lyrics.takes', { clipId }),
    invoke('songs.alike', { clipId }),
  ]);
  const isAlone = alike?.basis === null;
  const items = takes.map((take, index): MenuItem => ({
    label: takeWords(take, index + 1),
    icon: Play,
    isDisabled: !take.isPlayable,
    ...(take.clipId === playing ? { isChecked: true } : {}),
    onSelect: () => {
      onPlay(take);
    },
  }));
  const compare = () => {
    compareAlike(clipId);
  };
  return [
    ...items,
    { kind: 'separator' },
    {
      label: translate('compare.menu'),
      icon: AudioLines,
      isDisabled: isAlone,
      ...(isAlone ? { note: translate('compare.menuAlone') } : {}),
      onSelect: compare,
    },
  ];
}

function takeWords({ model, durationMs, createdAt }: TakeRow, number: number): string {
  return [
    translate('lyrics.page.take', { number }),
    model,
    durationMs === null ? null : formatDuration(durationMs),
    createdAt === null ? null : formatDate(createdAt),
  ]
    .filter((part) => part !== null)
    .join(translate('common.separator'));
}

/** Where in a take the first line is sung that was searched for; its times are its own. 0 where none is known. */
export async function firstHitIn(clipId: ClipId, search: string): Promise<number> {
  if (search === '') return 0;
  const [hits, lyrics] = await Promise.all([
    invoke('lyrics.hits', { clipId, search }),
    invoke('lyrics.get', { clipId }),
  ]);
  const lines = lyrics === null ? [] : withOffset(lyrics.lines, lyrics.offsetMs);
  return hits.map(({ lineIndex }) => lines[lineIndex]?.startMs ?? null).find((ms) => ms !== null) ?? 0;
}
