/**
 * Whether a message speaks of the account's key rather than of the job. Whether the service tells a wrong key by its
 * HTTP status or by a `FAILED` body is not documented (API.md), so both are understood.
 *
 * Kept narrow: prompts are about music, where "key" and "unauthorised" have other meanings, and one refused prompt must
 * not hold every other job. Words that can mean nothing else may stand anywhere outside quotation marks, unless the
 * message speaks of a prompt too; of others the message must be made up altogether, clause by clause.
 */
export function speaksOfKey(message: string | null): boolean {
  if (message === null) return false;
  const said = message.replace(QUOTED, ' … ').replace(REQUEST_ID, ' ');
  if (CERTAIN.some((pattern) => pattern.test(said)) && !OF_A_PROMPT.test(said)) return true;
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
const CLAUSE_END = /[.:;,!?\n–—。：；，！？]+|\s-+\s/;
/** What is refused for its words may hold any of them. */
const OF_A_PROMPT =
  /\b(?:prompts?|lyrics?|titles?|words?|phrases?|texts?|songs?|content|instructions?|moderation|sensitive)\b/i;

const CERTAIN: readonly RegExp[] = [
  /\b(tt[-_ ]?)?api[-_ ]?key\b/i,
  /\b(access|auth|api)[-_ ]?token\b/i,
  /\bauthentication (failed|error|required)\b/i,
  /\baccount\b.{0,40}\b(not active|not activated|inactive|deactivated|blocked|banned|disabled|suspended|frozen|locked)\b/i,
];

const KEY = String.raw`(?:(?:the|this|that|your|a|an) )?(?:(?:provided|given|supplied|secret|access|bearer|auth|user|api) )?(?:key|token|secret|credentials?)(?: (?:that )?you (?:have )?(?:provided|gave|given|supplied|sent|entered|used))?`;
const USER = String.raw`(?:(?:the|this|that|your) )?(?:user|account)`;
const IS = String.raw`(?: (?:is|are|was|were|has been|have been|has|have))?`;
const CAUSE = String.raw`(?:invalid|wrong|missing|incorrect|expired|bad|unknown|revoked)`;
const FAULT = String.raw`(?:${CAUSE}|disabled|required|rejected|not (?:valid|found|active|provided|accepted|exists?)|inactive|(?:does|do) not exist|(?:cannot|can not|can't|must not|may not) be (?:empty|blank|null))`;
const FAULTS = `${FAULT}(?: (?:or|and) (?:has )?${FAULT})*`;
const STOPPED = String.raw`(?:not active|not activated|inactive|deactivated|blocked|banned|disabled|suspended|frozen|locked)`;
const UNAUTHORISED = String.raw`(?:unauthori[sz]ed|not authori[sz]ed|unauthenticated|not authenticated)`;
const HEADER = String.raw`authori[sz]ation(?: header)?`;

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i');
}

const KEY_CLAUSES: readonly RegExp[] = [
  // `invalid token`, `invalid or expired token`, `no valid key`, `missing secret key`
  whole(`(?:${CAUSE}(?: (?:or|and) ${CAUSE})*|no(?: valid)?) ${KEY}(?: (?:provided|given|supplied))?`),
  // `token is invalid or expired`, `the key you provided was not found`, `key cannot be empty`
  whole(`${KEY}${IS} ${FAULTS}`),
  whole(`${KEY} (?:verification|validation|check) failed`),
  // `please provide a valid key`, `please check your token`
  whole(`please (?:provide|enter|use|send|supply|set) (?:a|an|the|your) (?:valid|correct|right) ${KEY}`),
  whole(`please (?:check|verify) (?:the|your) ${KEY}(?: and try again)?`),
  // `401 Unauthorized`, `unauthorised access`, `authorization failed`, `missing authorization header`, `login required`
  whole(`(?:401 )?${UNAUTHORISED}(?: (?:access|request|user))?`),
  whole(`(?:${CAUSE}|no) ${HEADER}`),
  whole(`${HEADER}${IS} (?:failed|error|${FAULTS})`),
  whole('(?:login|log in|sign in) (?:is )?required'),
  // `user not active`, `the account has been blocked`, `you have been blocked`
  whole(`${USER}${IS} (?:${STOPPED}|not found|does not exist)`),
  whole(`you (?:are|have been|were) (?:blocked|banned|suspended)`),
  // `密钥无效`: the key is invalid
  whole(
    '(?:您的|你的)?(?:api *)?(?:密钥|密匙|令牌)(?:无效|错误|不正确|不存在|已?过期|已?失效|不能?为空|缺失)',
  ),
];

/** What may be said beside it and says nothing by itself. */
const BESIDE_KEY = whole(
  `(?:http |error |code |status )*(?:401|403)?(?: error)?|error|${FAULTS}|please (?:check|retry|try again|(?:log|sign) in(?: again)?|contact (?:us|support))`,
);
