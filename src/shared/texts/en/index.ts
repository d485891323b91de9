import { common } from './common';
import { diagnostics } from './diagnostics';
import { downloads } from './downloads';
import { errors } from './errors';
import { exporting } from './exporting';
import { holds } from './holds';
import { jobs } from './jobs';
import { lyrics } from './lyrics';
import { menu } from './menu';
import { notices } from './notices';
import { player } from './player';
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
  holds,
  errors,
  notices,
  player,
  songs,
  lyrics,
  exporting,
  menu,
} as const;
