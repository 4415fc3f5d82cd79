/** The known name that somebody most likely meant, for "Did you mean …?"; null when none is near enough to say so. */

/** The nearest of `known` to `word`, the first of equals. Never one that is further off than a third of its letters. */
export function nearest(word: string, known: readonly string[]): string | null {
  const plain = folded(word);
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known.slice(0, 500)) {
    const there = folded(name);
    const bound = Math.max(1, Math.floor(Math.max(plain.length, there.length) / 3));
    const steps = Math.abs(plain.length - there.length) > bound ? Number.POSITIVE_INFINITY : distance(plain, there);
    if (steps <= bound && steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** `Did you mean `x`?`, or what to do instead. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const name = nearest(word, known);
  return name === null ? otherwise : `Did you mean \`${name}\`?`;
}

/** Case does not count; long words are cut, since nobody meant them. */
function folded(word: string): string {
  return word
    .normalize("NFC")
    .toLowerCase()

    .slice(0, 80);
}

/** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same, swap));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
