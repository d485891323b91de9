/** How a date or a length is compared: `<` before or under, `>=` from there on. */
export type Comparison = '<' | '<=' | '>' | '>=';

/** A stretch of time or of lengths, by its points as they were typed. */
export type Span<Point> =
  | { readonly kind: 'at'; readonly point: Point }
  /** Both ends belong to it. */
  | { readonly kind: 'between'; readonly first: Point; readonly last: Point }
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly point: Point };

/** From `from` on and before `to`; null where it has no end. */
export interface Bounds {
  readonly from: number | null;
  readonly to: number | null;
}

const COMPARISON = /^(<=|>=|<|>|≤|≥)/;
const SIGNS: Readonly<Record<string, Comparison>> = {
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
};
const BETWEEN = '..';

/** How points of one sort are read, written and put in order. */
export interface PointSyntax<Point> {
  /** Null when the text is no such point. */
  readonly parse: (text: string) => Point | null;
  readonly print: (point: Point) => string;
  /** Negative when the first comes first. */
  readonly compare: (one: Point, other: Point) => number;
}

/** Reads `point`, `point..point`, `point..`, `..point` and `>=point`; ends in the wrong order are turned round. */
export function parseSpan<Point>(text: string, syntax: PointSyntax<Point>): Span<Point> | null {
  const sign = COMPARISON.exec(text)?.[0];
  if (sign !== undefined) {
    const point = syntax.parse(text.slice(sign.length));
    const comparison = SIGNS[sign];
    return point === null || comparison === undefined ? null : { kind: 'compare', comparison, point };
  }
  const middle = text.indexOf(BETWEEN);
  if (middle === -1) {
    const point = syntax.parse(text);
    return point === null ? null : { kind: 'at', point };
  }
  return parseEnds(text.slice(0, middle), text.slice(middle + BETWEEN.length), syntax);
}

function parseEnds<Point>(left: string, right: string, syntax: PointSyntax<Point>): Span<Point> | null {
  const first = syntax.parse(left);
  const last = syntax.parse(right);
  if (first !== null && last !== null) {
    const [from, to] = syntax.compare(first, last) > 0 ? [last, first] : [first, last];
    return { kind: 'between', first: from, last: to };
  }
  if (first !== null && right === '') return { kind: 'compare', comparison: '>=', point: first };
  if (last !== null && left === '') return { kind: 'compare', comparison: '<=', point: last };
  return null;
}

/** Writes a span so that `parseSpan` reads the same again. */
export function printSpan<Point>(span: Span<Point>, syntax: PointSyntax<Point>): string {
  switch (span.kind) {
    case 'at':
      return syntax.print(span.point);
    case 'between':
      return `${syntax.print(span.first)}${BETWEEN}${syntax.print(span.last)}`;
    case 'compare':
      return `${span.comparison}${syntax.print(span.point)}`;
  }
}

/** Where a span begins and ends, given where each of its points does. */
export function spanBounds<Point>(
  span: Span<Point>,
  begin: (point: Point) => number,
  end: (point: Point) => number,
): Bounds {
  switch (span.kind) {
    case 'at':
      return { from: begin(span.point), to: end(span.point) };
    case 'between':
      return { from: begin(span.first), to: end(span.last) };
    case 'compare':
      return comparedBounds(span.comparison, begin(span.point), end(span.point));
  }
}

function comparedBounds(comparison: Comparison, begin: number, end: number): Bounds {
  switch (comparison) {
    case '<':
      return { from: null, to: begin };
    case '<=':
      return { from: null, to: end };
    case '>':
      return { from: end, to: null };
    case '>=':
      return { from: begin, to: null };
  }
}
