/** The 300 short lives of `npm test`, in stretches of fifty. */
import { expect } from "vitest";
import { liveThrough } from "./life.ts";

export interface Fifty {
  readonly first: number;
  readonly last: number;
}

export const fifties: readonly Fifty[] = [0, 50, 100, 150, 200, 250].map((first) => ({ first, last: first + 49 }));

/** Every violation with the command that shows it. */
export async function liveFifty({ first, last }: Fifty): Promise<void> {
  const failed: string[] = [];
  for (let seed = first; seed <= last; seed += 1) {
    const { violations, faults } = await liveThrough({ seed });
    const again = `npm run simulate -- --replay ${seed} --faults ${faults.join(",")}`;
    if (violations.length > 0) failed.push(`${again}: ${violations.join("; ")}`);
  }
  expect(failed).toEqual([]);
}
