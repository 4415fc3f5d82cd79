/** A record and a field of a CSV file → the line and column at which a person finds it. Reads only what lies before. */

/** Both count from 1; columns are characters, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const [lineFeed, carriageReturn, quote] = [10, 13, 34];

/**
 * Finds fields in a file. Ask in the order of the file: lines are counted on from the last answer, so that a million
 * of them take one pass.
 */
export function createFinder(file: Buffer, delimiter: string): (start: number, field: number) => Place {
  const apart = delimiter.charCodeAt(0);
  let known = { at: 0, line: 1 };

  /** The start of the record at or after `start`, past empty lines. */
  function recordAt(start: number): { at: number; line: number } {
    let { at, line } = start >= known.at ? known : { at: 0, line: 1 };
    for (; at < start || isBreak(file[at]); at++) if (endsLine(file, at)) line += 1;
    known = { at, line };
    return known;
  }

  return (start, field) => {
    let { at, line } = recordAt(start);
    let lineStart = at === 0 && file.subarray(0, 3).equals(byteOrderMark) ? 3 : at;
    at = lineStart;
    let quoted = false;
    for (let passed = 0; passed < field && at < file.length; at++) {
      if (file[at] === quote) quoted = !quoted;
      else if (file[at] === apart && !quoted) passed += 1;
      else if (isBreak(file[at]) && !quoted) break;
      else if (endsLine(file, at)) [line, lineStart] = [line + 1, at + 1];
    }
    return { line, column: [...file.toString("utf8", lineStart, at)].length + 1 };
  };
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function isBreak(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

/** CR, LF and CRLF each end one line. */
function endsLine(file: Buffer, at: number): boolean {
  return file[at] === lineFeed || (file[at] === carriageReturn && file[at + 1] !== lineFeed);
}
