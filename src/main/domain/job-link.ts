import type { JobId } from '@shared/model';
import { whyNoId } from './recognise/words';

/** As the packages register it. */
const SCHEME = 'flowshelf:';
const JOB_LINK = /^flowshelf:\/\/job\/([A-Za-z0-9_-]+)\/?$/;
/** The longest id with what stands around it. */
const LONGEST_LINK = 160;

/** Whether a text is meant as a link to the program, whatever it leads to. */
export function isLink(text: string): boolean {
  return text.slice(0, SCHEME.length).toLowerCase() === SCHEME;
}

/** The job that `flowshelf://job/<id>` names; null for every other text. Anybody can write such a link: it says what to ask about, no more. */
export function jobOfLink(link: string): JobId | null {
  if (link.length > LONGEST_LINK) return null;
  const id = JOB_LINK.exec(link)?.[1];
  return id === undefined || whyNoId(id) !== null ? null : (id as JobId);
}
