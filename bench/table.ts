import type { Measured, Result } from './measure/result';
import { formatValue } from './measure/units';

const HEAD = ['', 'what', 'songs', 'floor', 'program', 'ratio', 'range', 'noise', 'goal', 'verdict'];

/** The results for people, one line each, as Markdown. */
export function table(results: readonly Result[]): string {
  const rows = results.map(cellsOf);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

function cellsOf(result: Result): string[] {
  const head = [result.id, result.what, songsCell(result.songs)];
  if (result.kind !== 'measured')
    return [...head, '', '', '', '', '', '', `${result.kind}: ${result.reason}`];
  const { floor, program, unit, comparison, verdict } = result;
  return [
    ...head,
    floor === null ? '' : formatValue(floor, unit),
    formatValue(program, unit),
    ...comparisonCells(result),
    `± ${Math.round(comparison.noise * 100)} %`,
    goalCell(result),
    verdict,
  ];
}

/** Ratio and range. What has a limit is told in its own unit: a ratio to a limit says nothing to a reader. */
function comparisonCells({ comparison, goal, unit }: Measured): string[] {
  const { ratio, lowest, highest } = comparison;
  if (!('limit' in goal)) return [times(ratio), `${times(lowest)} to ${times(highest)}`];
  if (lowest === highest) return ['', ''];
  return ['', `${formatValue(lowest * goal.limit, unit)} to ${formatValue(highest * goal.limit, unit)}`];
}

function goalCell({ goal, unit }: Measured): string {
  if ('limit' in goal) return `≤ ${formatValue(goal.limit, unit)}`;
  return 'atMost' in goal ? `≤ ${times(goal.atMost)}` : `≥ ${times(goal.atLeast)}`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

function songsCell(songs: number | null): string {
  if (songs === null) return '';
  if (songs >= 1e6 && songs % 1e6 === 0) return `${songs / 1e6}M`;
  return songs >= 1e3 && songs % 1e3 === 0 ? `${songs / 1e3}k` : String(songs);
}
