/** Offsets in a text → lines and columns as editors count them, both from 1. */

/** A function from offset to `file:line:col`. */
export function locatorOf(text: string, file: string): (offset: number) => string {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (offset) => {
    const line = lastAtMost(starts, offset);
    return `${file}:${line + 1}:${offset - starts[line]! + 1}`;
  };
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
