/**
 * Hands out ids in GitHub's shapes: integers, and node ids that are a prefix and a packed list of integers (version,
 * owning rows, own number), as GitHub's are. Clients must treat them as opaque; the shape is kept because some do not.
 */

import { createRandom } from "./random.ts";
import type { Id } from "./rows.ts";

/** The prefix of a node id, which tells the kind of thing. */
export type Prefix =
  | "U"
  | "BOT"
  | "O"
  | "T"
  | "R"
  | "LA"
  | "MI"
  | "I"
  | "PR"
  | "IC"
  | "EV"
  | "PVT"
  | "PVTF"
  | "PVTSSF"
  | "PVTIF"
  | "PVTI"
  | "PVTFV"
  | "DI"
  | "A"
  | "CR"
  | "D"
  | "DIC"
  | "PVTSU";

export interface Ids {
  /** A fresh pair. `within`: the integers of the rows it belongs to (repository, or owner and project). */
  make(prefix: Prefix, ...within: readonly number[]): { readonly id: Id; readonly databaseId: number };
  /** Eight hexadecimal digits, as single-select options and iterations have. */
  option(): string;
}

/** First integer of each kind: far apart, so that one kind's integer is never valid for another. All below 2^31. */
const firsts: Readonly<Record<Prefix, number>> = {
  U: 21_000_000,
  BOT: 198_000_000,
  O: 51_000_000,
  T: 7_300_000,
  R: 612_000_000,
  LA: 1_400_000_000,
  MI: 9_100_000,
  I: 1_700_000_000,
  PR: 1_690_000_000,
  IC: 1_900_000_000,
  EV: 1_100_000_000,
  PVT: 4_200_000,
  PVTF: 110_000_000,
  PVTSSF: 120_000_000,
  PVTIF: 130_000_000,
  PVTI: 70_000_000,
  PVTFV: 240_000_000,
  DI: 60_000_000,
  A: 810_000,
  CR: 1_300_000_000,
  D: 6_100_000,
  DIC: 39_000_000,
  PVTSU: 300_000,
};

/** Makes the ids of one sandbox. The same seed and the same order of asking give the same ids. */
export function createIds(seed: number): Ids {
  const random = createRandom(seed ^ 0x1d5);
  const last = new Map<Prefix, number>();
  const options = new Set<string>();
  return {
    make(prefix, ...within) {
      const databaseId = (last.get(prefix) ?? firsts[prefix] + random.below(100_000)) + 1 + random.below(7);
      last.set(prefix, databaseId);
      return { databaseId, id: `${prefix}_${pack([...within, databaseId])}` };
    },
    option() {
      for (;;) {
        const text = Math.floor(random.next() * 4_294_967_296)
          .toString(16)
          .padStart(8, "0");
        if (options.has(text)) continue;
        options.add(text);
        return text;
      }
    },
  };
}

/** The prefix of a node id; "" when it has none. */
export function prefixOf(id: Id): string {
  const end = id.indexOf("_");
  return end < 0 ? "" : id.slice(0, end);
}

/** MessagePack of `[0, ...numbers]`, in URL-safe base64: what stands behind the underscore of GitHub's ids. */
function pack(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(2 + numbers.length * 5);
  bytes[0] = 0x91 + numbers.length;
  numbers.forEach((number, index) => {
    bytes[2 + index * 5] = 0xce;
    bytes.writeUInt32BE(number, 3 + index * 5);
  });
  return bytes.toString("base64url");
}
