import type { ExportCounts, ExportedFile, ExportOutcome, ExportPart, ExportStatus } from '@shared/export';
import { translate } from '../../i18n';

/** What came of an export's files, in one line of words. */
export function summaryOf({ outcomes, withoutEveryLine, beside }: ExportCounts): string {
  const parts: string[] = (['written', 'replaced', 'unchanged', 'skipped', 'failed'] as const)
    .filter((kind) => outcomes[kind] > 0)
    .map((kind) => translate(`exporting.report.${kind}`, { count: outcomes[kind] }));
  if (beside > 0) parts.push(translate('exporting.report.beside', { count: beside }));
  if (withoutEveryLine > 0) {
    parts.push(translate('exporting.report.withoutEveryLine', { count: withoutEveryLine }));
  }
  return parts.length === 0
    ? translate('exporting.report.nothing')
    : parts.join(translate('common.separator'));
}

/** How an export ended that did not see to every song; null for one that did. */
export function endingOf({ phase, done, total, target, purpose }: ExportStatus): string | null {
  if (phase !== 'stopped' && phase !== 'failed') return null;
  const isArchive = purpose === 'export' && target.endsWith('.zip');
  if (isArchive)
    return translate(`exporting.ended.${phase === 'stopped' ? 'archiveStopped' : 'archiveFailed'}`);
  return translate(`exporting.ended.${phase}`, { done, count: total });
}

/** A file by its name, or those without one that ended alike: "LRC, SRT: no times" is read at a glance. */
export interface ReportedGroup {
  readonly parts: readonly ExportPart[];
  readonly outcome: ExportOutcome;
  /** As in `ExportedFile`. */
  readonly untimedLines: number;
}

export function groupsOf(files: readonly ExportedFile[]): readonly ReportedGroup[] {
  const groups = new Map<string, ReportedGroup & { readonly parts: ExportPart[] }>();
  for (const { part, outcome, untimedLines } of files) {
    const key = 'fileName' in outcome ? part : outcome.reason;
    const group = groups.get(key);
    if (group) group.parts.push(part);
    else groups.set(key, { parts: [part], outcome, untimedLines });
  }
  return [...groups.values()];
}

/** What became of a file, in words; what is to be known of it besides stands behind. */
export function outcomeText(outcome: ExportOutcome): string {
  if (outcome.kind === 'skipped') return translate(`exporting.outcome.skipped.${outcome.reason}`);
  if (outcome.kind === 'failed') return translate(`exporting.outcome.failed.${outcome.reason}`);
  return translate(`exporting.outcome.${outcome.kind}`);
}

/** What a person has to know of a file that is there. */
export function remarksOn({ outcome, untimedLines }: Omit<ReportedGroup, 'parts'>): readonly string[] {
  const remarks: string[] = [];
  if ('beside' in outcome && outcome.beside !== null) {
    remarks.push(translate(`exporting.outcome.beside.${outcome.beside}`));
  }
  if ('notes' in outcome) {
    remarks.push(...outcome.notes.map((note) => translate(`exporting.outcome.note.${note}`)));
  }
  if (untimedLines > 0) remarks.push(translate('exporting.outcome.untimed', { count: untimedLines }));
  return remarks;
}

export function partNames(parts: readonly ExportPart[]): string {
  return parts.map((part) => translate(`exporting.part.${part}`)).join(', ');
}
