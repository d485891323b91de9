import { useState, type CSSProperties, type ReactElement } from 'react';
import clsx from 'clsx';
import { mediaUrl } from '@shared/media-url';
import type { ClipId } from '@shared/model';
import styles from './cover.module.css';

/** A hue that a clip always has, so that songs without a picture can be told apart too. */
export function hueOf(clipId: string): number {
  let hash = 0;
  for (let index = 0; index < clipId.length; index += 1) {
    hash = (Math.imul(hash, 31) + clipId.charCodeAt(index)) | 0;
  }
  return Math.abs(hash) % 360;
}

export interface CoverProps {
  readonly clipId: ClipId;
  /** Whether a cover is on disk. */
  readonly hasCover: boolean;
  /** Hash of the cover's file, so that a changed picture is loaded anew; null when unknown. */
  readonly version?: string | null;
  /** Edge in pixels; null: as wide as what it stands in. */
  readonly size: number | null;
  readonly className?: string;
}

/** The picture of a song, or its colour while there is none. Decoration: the title stands beside it. */
export function Cover({ clipId, hasCover, version = null, size, className }: CoverProps): ReactElement {
  const address = hasCover ? mediaUrl(clipId, 'cover', version) : null;
  // What could not be shown once is not tried again under the same address.
  const [broken, setBroken] = useState<string | null>(null);
  const edge = size === null ? '100%' : `${size}px`;
  const style = { '--hue': hueOf(clipId), '--size': edge } as CSSProperties;
  return (
    <span className={clsx(styles.cover, className)} style={style} aria-hidden>
      {address !== null && address !== broken && (
        <img
          key={address}
          src={address}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => {
            setBroken(address);
          }}
          className={styles.picture}
        />
      )}
    </span>
  );
}
