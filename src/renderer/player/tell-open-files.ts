import type { OpenFile } from '@shared/system';
import { invoke } from '../bridge';
import type { Player } from './player';
import { onStandIn, standIn } from './stand-in';

/**
 * Tells main which files are open here, which it leaves as they are: of the player and of what stands in for it. The
 * returned function ends it.
 */
export function tellOpenFiles(player: Player, onFailure: (error: unknown) => void): () => void {
  let told: string | null = null;
  function tell(): void {
    const files = [...filesOf(player), ...(standIn()?.files ?? [])];
    const text = JSON.stringify(files);
    if (text === told) return;
    told = text;
    invoke('player.loaded', { files }).catch(onFailure);
  }
  const endings = [player.subscribe(tell), onStandIn(tell)];
  // Also when the window was opened anew, with nothing open any more.
  tell();
  return () => {
    for (const end of endings) end();
  };
}

function filesOf(player: Player): readonly OpenFile[] {
  const { clipId, kind, leaving, following } = player.getState();
  const ofSong = [kind, leaving].flatMap((each) =>
    clipId === null || each === null ? [] : [{ clipId, kind: each }],
  );
  return following === null ? ofSong : [...ofSong, following];
}
