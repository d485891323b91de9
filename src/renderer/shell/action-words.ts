import { translate } from '../i18n';

const KNOWN = ['music', 'lyrics', 'extend', 'cover', 'replace', 'stems', 'video'] as const;

/** What a job does, in words; as the service calls it where that is not known, and null where nothing is. */
export function actionText<Action extends string | null>(action: Action): string | Action {
  const known = KNOWN.find((name) => name === action?.toLowerCase());
  return known ? translate(`jobs.action.${known}`) : action;
}
