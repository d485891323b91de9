import type { Result } from './bench';

const HEAD = ['', 'what', 'floor', 'program', 'ratio', 'range', 'noise', 'goal', ''];

/** The results for people, one line each, as Markdown. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ id, what, floor, program, comparison, atMost, verdict }) => [
    id,
    what,
    floor,
    program,
    times(comparison.ratio),
    `${times(comparison.lowest)} to ${times(comparison.highest)}`,
    `± ${Math.round(comparison.noise * 100)} %`,
    `≤ ${times(atMost)}`,
    verdict,
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}
