import { check } from './check';
import { common } from './common';
import { compare } from './compare';
import { diagnostics } from './diagnostics';
import { downloads } from './downloads';
import { errors } from './errors';
import { exporting } from './exporting';
import { filters } from './filters';
import { handedOver } from './handed-over';
import { guide } from './guide';
import { holds } from './holds';
import { jobs } from './jobs';
import { libraryMove } from './library-move';
import { lyrics } from './lyrics';
import { marks } from './marks';
import { menu } from './menu';
import { notices } from './notices';
import { notifications } from './notifications';
import { player } from './player';
import { playlists } from './playlists';
import { queue } from './queue';
import { recovery } from './recovery';
import { savedSearches } from './saved-searches';
import { settings } from './settings';
import { shell } from './shell';
import { songs } from './songs';
import { welcome } from './welcome';

/** Every text that people see or hear, in English, by area. */
export const en = {
  common,
  shell,
  welcome,
  jobs,
  downloads,
  diagnostics,
  settings,
  libraryMove,
  handedOver,
  holds,
  errors,
  notices,
  notifications,
  player,
  queue,
  songs,
  filters,
  savedSearches,
  playlists,
  lyrics,
  exporting,
  marks,
  menu,
  recovery,
  check,
  compare,
  guide,
} as const;
