import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { AssetKind, ClipId } from '@shared/model';
import { MAX_PROGRAMS, type OtherProgram } from '@shared/system';
import type { Desktop, Shell } from '../ports';
import type { SettingsService } from './settings';
import type { SongsService } from './songs';

/** Gives songs to other programs: their own files, where they are. */
export interface SongHanding {
  /** Begins a drag of the songs' files of a kind; answers how many songs have none that could be heard in its place. */
  drag(clipIds: readonly ClipId[], kind: AssetKind): Promise<{ readonly missing: number }>;
  /**
   * Opens a song's file with a program that was chosen, or with the system's own for null.
   *
   * @throws AppError `not-found`, `program-missing`, `program-failed`
   */
  open(clipId: ClipId, kind: AssetKind | null, programId: string | null): Promise<void>;
  programs(): readonly OtherProgram[];
  /** @throws AppError `no-program` */
  chooseProgram(): Promise<OtherProgram | null>;
  forgetProgram(id: string): void;
}

export interface SongHandingDeps {
  readonly songs: Pick<SongsService, 'openFile'>;
  readonly settings: Pick<SettingsService, 'programs' | 'update'>;
  readonly shell: Pick<Shell, 'chooseProgram' | 'hasProgram' | 'openFile'>;
  readonly window: Pick<Desktop['window'], 'dragFiles'>;
  /** The list of programs is another one. */
  readonly onChange: () => void;
}

/** What is taken where a song has no file of the kind that was asked for. */
const AUDIBLE: readonly AssetKind[] = ['audio', 'wav', 'video'];

export function createSongHanding(deps: SongHandingDeps): SongHanding {
  const { settings, shell } = deps;

  /** A file that is not on disk any more is noted on the way. */
  async function fileOf(clipId: ClipId, kinds: readonly AssetKind[]): Promise<string | null> {
    for (const kind of kinds) {
      const file = await deps.songs.openFile(clipId, kind);
      if (file) return file.path;
    }
    return null;
  }

  function remember(paths: readonly string[]): void {
    settings.update({ programs: paths.slice(0, MAX_PROGRAMS) });
    deps.onChange();
  }

  function without(path: string): readonly string[] {
    return settings.programs().filter((other) => other !== path);
  }

  return {
    async drag(clipIds, kind) {
      const kinds = kind === 'cover' ? [kind] : [kind, ...AUDIBLE];
      const files = await Promise.all(clipIds.map((clipId) => fileOf(clipId, kinds)));
      const paths = files.filter((path) => path !== null);
      if (paths.length > 0) deps.window.dragFiles(paths);
      return { missing: files.length - paths.length };
    },
    async open(clipId, kind, programId) {
      const path = await fileOf(clipId, kind === null ? AUDIBLE : [kind]);
      if (path === null) throw new AppError('not-found', 'The song has no such file on disk.');
      if (programId === null) return shell.openFile(path, null);
      const program = settings.programs().find((each) => programIdOf(each) === programId);
      if (program === undefined) throw new AppError('program-missing', 'It is not in the list.');
      if (!(await shell.hasProgram(program))) {
        remember(without(program));
        throw new AppError('program-missing', 'It is not on disk.');
      }
      await shell.openFile(path, program);
    },
    programs: () => settings.programs().map(toOtherProgram),
    async chooseProgram() {
      const path = await shell.chooseProgram();
      if (path === null) return null;
      if (!(await shell.hasProgram(path))) throw new AppError('no-program', 'It cannot be started.');
      remember([path, ...without(path)]);
      return toOtherProgram(path);
    },
    forgetProgram(id) {
      remember(settings.programs().filter((path) => programIdOf(path) !== id));
    },
  };
}

/** The window is given no path to give back: what it names must be in the list. */
function programIdOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function toOtherProgram(path: string): OtherProgram {
  const isBundle = /\.(?:app|exe|com|bat|cmd|lnk|appimage)$/i.test(path);
  return { id: programIdOf(path), name: isBundle ? basename(path, extname(path)) : basename(path) };
}
