/**
 * Whether a message speaks of the account's key rather than of the job. Whether the service tells a wrong key by its
 * HTTP status or by a `FAILED` body is not documented (API.md), so both are understood.
 *
 * Kept narrow: prompts are about music, where "key" and "unauthorised" have other meanings, and one refused prompt must
 * not hold every other job. Words that can mean nothing else may stand anywhere outside quotation marks; of others the
 * message must be made up altogether, clause by clause.
 */
export function speaksOfKey(message: string | null): boolean {
  if (message === null) return false;
  const said = message.replace(QUOTED, ' … ').replace(REQUEST_ID, ' ');
  if (CERTAIN.some((pattern) => pattern.test(said))) return true;
  const clauses = said
    .split(CLAUSE_END)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  const isAboutKey = (clause: string) => KEY_CLAUSES.some((pattern) => pattern.test(clause));
  return clauses.some(isAboutKey) && clauses.every((clause) => isAboutKey(clause) || BESIDE_KEY.test(clause));
}

/** What is repeated of a prompt or a title. */
const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`/g;
/** Some gateways write it behind every message. */
const REQUEST_ID = /[([](?:request|trace)[ _-]?id\b[^)\]]*[)\]]/gi;
const CLAUSE_END = /[.:;,!?\n–—]+|\s-+\s/;

const CERTAIN: readonly RegExp[] = [
  /\b(tt[-_ ]?)?api[-_ ]?key\b/i,
  /\b(access|auth|api)[-_ ]?token\b/i,
  /\bauthentication (failed|error|required)\b/i,
  /\baccount\b.{0,40}\b(not active|inactive|blocked|banned|disabled|suspended|frozen)\b/i,
];

const KEY = String.raw`(?:(?:the|this|that|your|a|an) )?(?:(?:provided|given|supplied|secret|access|bearer|auth) )?(?:key|token|secret|credentials?)`;
const USER = String.raw`(?:(?:the|this|that|your) )?(?:user|account)`;
const IS = String.raw`(?: (?:is|are|was|were|has been|have been|has|have))?`;
const FAULT = String.raw`(?:invalid|wrong|missing|incorrect|expired|bad|unknown|revoked|disabled|required|rejected|not (?:valid|found|active|provided|accepted)|inactive|does not exist|do not exist)`;
const FAULTS = `${FAULT}(?: (?:or|and) (?:has )?${FAULT})*`;
const UNAUTHORISED = String.raw`(?:unauthori[sz]ed|not authori[sz]ed|unauthenticated|not authenticated)`;

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i');
}

const KEY_CLAUSES: readonly RegExp[] = [
  // `invalid token`, `no key provided`, `missing secret key`
  whole(`(?:invalid|wrong|missing|incorrect|expired|bad|unknown|no) ${KEY}(?: (?:provided|given|supplied))?`),
  // `token is invalid or expired`, `the key was not found`
  whole(`${KEY}${IS} ${FAULTS}`),
  // `please provide a valid key`, `please check your token`
  whole(`please (?:provide|enter|use|send|supply|set) (?:a|an|the|your) (?:valid|correct|right) ${KEY}`),
  whole(`please (?:check|verify) (?:the|your) ${KEY}(?: and try again)?`),
  // `401 Unauthorized`, `unauthorised access`
  whole(`(?:401 )?${UNAUTHORISED}(?: (?:access|request|user))?`),
  // `user not active`, `the account has been blocked`
  whole(
    `${USER}${IS} (?:not active|inactive|blocked|banned|disabled|suspended|frozen|not found|does not exist)`,
  ),
];

/** What may be said beside it and says nothing by itself. */
const BESIDE_KEY = whole(
  `(?:http |error |code |status )*(?:401|403)?(?: error)?|error|${FAULTS}|please (?:check|retry|try again|(?:log|sign) in(?: again)?|contact (?:us|support))`,
);
