import type { ReactElement } from 'react';
import { usePlayOrPause } from './player-actions';
import { SeekBar } from './seek-bar';
import { Transport } from './transport';
import { VolumeControl } from './volume-control';
import styles from './picture-transport.module.css';

/** What of the player is needed where a picture fills the screen and the bar below is out of sight. */
export function PictureTransport(): ReactElement {
  const playOrPause = usePlayOrPause();
  return (
    <div
      // It lies on the picture, whatever theme the window has.
      data-theme="dark"
      className={styles.transport}
    >
      <SeekBar />
      <div className={styles.buttons}>
        <Transport onPlayOrPause={playOrPause} />
        <VolumeControl />
      </div>
    </div>
  );
}
