/** Edge of the square that a star stands in, and how many there are. */
export const STAR_SIZE = 16;
export const MOST_STARS = 5;

/** Half the width of a star, and of the pentagon within it. */
const OUTER = 7;
const INNER = 3;

function star(index: number): string {
  const corners = Array.from({ length: 2 * MOST_STARS }, (_, corner) => {
    const radius = corner % 2 === 0 ? OUTER : INNER;
    const angle = (corner * Math.PI) / MOST_STARS - Math.PI / 2;
    const x = index * STAR_SIZE + STAR_SIZE / 2 + radius * Math.cos(angle);
    const y = STAR_SIZE / 2 + 0.5 + radius * Math.sin(angle);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${corners.join('L')}Z`;
}

const STARS = Array.from({ length: MOST_STARS }, (_, index) => star(index));

/** The outline of the first stars of a row: one path for all of them, since lists draw many. */
export const STAR_PATHS: readonly string[] = Array.from({ length: MOST_STARS + 1 }, (_, count) =>
  STARS.slice(0, count).join(''),
);
