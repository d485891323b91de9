import {
  CircleSlash2,
  Copy,
  FileClock,
  FileJson2,
  FileMusic,
  FileQuestionMark,
  FileSymlink,
  FileWarning,
  FileX2,
  Folder,
  FolderSymlink,
  PencilLine,
  type LucideIcon,
} from 'lucide-react';
import type { CheckRun, CheckStatus, Finding, FindingKind } from '@shared/library-check';
import { formatBytes, formatPast } from '../../format';
import { translate } from '../../i18n';
import type { Tone } from '../../ui/badge';

/** How each kind of finding looks: red only for what failed and needs a person. */
export const KIND_LOOKS: Readonly<Record<FindingKind, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  missing: { icon: FileX2, tone: 'bad' },
  unreadable: { icon: CircleSlash2, tone: 'bad' },
  changed: { icon: PencilLine, tone: 'warn' },
  'moved-folder': { icon: FolderSymlink, tone: 'warn' },
  'moved-file': { icon: FileSymlink, tone: 'warn' },
  'unknown-song': { icon: FileMusic, tone: 'warn' },
  sidecar: { icon: FileJson2, tone: 'plain' },
  'library-file': { icon: FileWarning, tone: 'plain' },
  duplicate: { icon: Copy, tone: 'plain' },
  part: { icon: FileClock, tone: 'plain' },
  'empty-folder': { icon: Folder, tone: 'plain' },
  foreign: { icon: FileQuestionMark, tone: 'plain' },
};

/** What a finding is called: its song, else the last part of its path. */
export function findingName(finding: Finding): string {
  return finding.title ?? finding.path.slice(finding.path.lastIndexOf('/') + 1);
}

/** Where it is, and where it is found instead. */
export function findingPlace({ kind, path, otherPath }: Finding): string {
  if (otherPath === null) return path;
  const key = kind === 'duplicate' ? 'check.sameAs' : 'check.nowAt';
  return [path, translate(key, { path: otherPath })].join(translate('common.separator'));
}

/** 0 to 100, or null before it is known how much there is. A thorough check counts files and bytes: a library of few large files moves on as one of many small ones. */
export function runPercent({ doneFiles, totalFiles, doneBytes, totalBytes }: CheckRun): number | null {
  if (totalFiles === 0) return null;
  const ofFiles = Math.min(1, doneFiles / totalFiles);
  if (totalBytes === 0) return 100 * ofFiles;
  return 100 * (0.2 * ofFiles + 0.8 * Math.min(1, doneBytes / totalBytes));
}

/** How far the check is, in words. */
export function runWords(run: CheckRun): string {
  const { doneFiles: done, totalFiles: total } = run;
  if (run.state === 'interrupted') return translate('check.status.interrupted', { done, total });
  if (total === 0) return translate('check.status.counting');
  const parts: string[] = [
    translate(run.mode === 'quick' ? 'check.status.comparing' : 'check.status.reading'),
    translate('check.status.files', { done: Math.min(done, total), total }),
  ];
  if (run.totalBytes > 0) {
    const bytes = { done: formatBytes(run.doneBytes), total: formatBytes(run.totalBytes) };
    parts.push(translate('check.status.bytes', bytes));
  }
  return parts.join(translate('common.separator'));
}

/** When the library was last looked at. */
export function lastWords({ lastQuickAt, lastThoroughAt }: CheckStatus): string {
  const last = Math.max(lastQuickAt ?? -Infinity, lastThoroughAt ?? -Infinity);
  if (last === -Infinity) return translate('check.status.never');
  const words: string[] = [translate('check.status.last', { when: formatPast(last) })];
  if (lastThoroughAt !== null)
    words.push(translate('check.status.lastThorough', { when: formatPast(lastThoroughAt) }));
  return words.join(translate('common.separator'));
}
