/** People active in a month → the fee for them, by a table of steps: each person pays the price of the step they are in. */
import type { UsageFee } from "../../model/money.ts";

/** In hundredths. Nobody beyond the last step's end pays. */
export function usageFee(people: number, steps: readonly UsageFee[]): number {
  let [fee, counted] = [0, 0];
  for (const { upTo, each } of steps) {
    const here = Math.max(0, Math.min(people, upTo ?? people) - counted);
    fee += here * each;
    counted += here;
  }
  return fee;
}
