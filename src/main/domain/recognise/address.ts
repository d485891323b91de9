import type { Findings } from './findings';
import { joinedIdsOf, uuidsOf } from './words';

/** Up to the next address, too: lists of addresses may have nothing but a comma between them. */
const ADDRESS = /\bhttps?:\/\/(?:(?![,;|]?https?:\/\/)[^\s"'<>`])*/gi;
const JOB_PARAMETER = /(?:^|[?&])job_?id=([^&#]*)/i;
/** Stands for an address that was taken out of a line, so that the words beside it do not stand alone. */
const TAKEN = '\0';
/** The signature, the session and the like, whatever they hold. */
const OTHER_PARAMETER = /[?&](?:[\w.-]*(?:key|token|session|sign|user|account)[\w.-]*)=[^&#]*/gi;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && ').,;:!?]}'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Whether a word is an address with a `job_id`, or the end of one. */
export function hasJobParameter(word: string): boolean {
  return JOB_PARAMETER.test(word);
}

/** Whether a word stands for an address that has been read. */
export function isTakenAddress(word: string): boolean {
  return word === TAKEN;
}

/** The `job_id` of an address or, where it has none, the UUIDs of its path; those of a file's address are no jobs. */
export function takeAddress(findings: Findings, address: string): void {
  const parameter = JOB_PARAMETER.exec(address)?.[1];
  if (parameter === undefined) {
    takePath(findings, withoutClosing(address));
    return;
  }
  const value = decoded(withoutClosing(parameter));
  const uuids = uuidsOf(value);
  if (uuids.length === 0) findings.addNamed(value);
  for (const uuid of uuids) findings.addJob(uuid);
}

function takePath(findings: Findings, address: string): void {
  const isOfFile = /\.[a-z0-9]{2,5}$/i.test(address.replace(/[?#].*$/s, '').replace(/^\w+:\/\/[^/]*/, ''));
  const { jobs, clips } = isOfFile
    ? { jobs: [], clips: [] }
    : joinedIdsOf(decoded(address.replace(OTHER_PARAMETER, '')).replace(/^\w+:\/\/[^/]*/, '/'));
  const uuids = jobs.filter((id) => uuidsOf(id).length > 0);
  for (const id of uuids) findings.addJob(id);
  for (const id of clips) findings.addNotAnId(id, 'clip-id');
  if (uuids.length + clips.length === 0) findings.addNotAnId(address, 'odd-characters');
}

/** Reads the addresses of a line and answers the line without them. */
export function takeAddresses(findings: Findings, line: string): string {
  if (!line.includes('://')) return line;
  return line.replace(ADDRESS, (address) => {
    takeAddress(findings, address);
    return ` ${TAKEN} `;
  });
}
