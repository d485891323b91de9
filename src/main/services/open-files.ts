import type { AssetKind, ClipId } from '@shared/model';
import type { OpenFile } from '@shared/system';

/** The files that the window has open: they are left as they are. */
export interface OpenFiles {
  set(files: readonly OpenFile[]): void;
  isOpen(clipId: ClipId, kind: AssetKind): boolean;
}

/** Nothing is open until the window tells, which it does whenever it changes and when it is opened anew. */
export function createOpenFiles(): OpenFiles {
  let open: readonly OpenFile[] = [];
  return {
    set(files) {
      open = files;
    },
    isOpen: (clipId, kind) => open.some((file) => file.clipId === clipId && file.kind === kind),
  };
}
