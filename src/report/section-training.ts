/** Hours of training agreed and delivered, by community. For the team; to everybody there is nothing. */
import type { CommunityTraining, Training } from "../measure/training.ts";
import type { Audience } from "./audience.ts";
import { itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Quantity, Section } from "./view.ts";
import { countText } from "./words.ts";

/** Null when training is not measured, or nobody agreed on any or had some. */
export function trainingSection(training: Training | null, audience: Audience): Section | null {
  if (audience.isPublic || training === null || training.communities.length === 0) return null;
  const { communities, rule } = training;
  const delivered = communities.reduce((sum, one) => sum + one.delivered, 0);
  const sessions = communities.reduce((sum, { held }) => sum + held.length, 0);
  const late = communities.filter(({ behind }) => behind !== null).length;
  return {
    id: "training",
    title: "Training",
    pipeline: null,
    words: [
      `${countText(delivered, "hour")} in ${countText(sessions, "session")}; ${countText(late, "community", "communities")} behind what was agreed.`,
    ],
    charts: [],
    tables: [
      {
        id: "training",
        caption:
          "One row per community, in hours. Expected: what would be delivered by now if it came evenly. Behind: when more than a quarter of what is agreed is missing from that.",
        columns: [
          { id: "community", head: "Community" },
          { id: "agreed", head: "Agreed" },
          { id: "delivered", head: "Delivered" },
          { id: "expected", head: "Expected by now" },
          { id: "behind", head: "Behind" },
          { id: "held", head: "Sessions held" },
          { id: "ahead", head: "Sessions ahead" },
        ],
        rows: communities.map((one): readonly Cell[] => [
          textCell(one.community),
          quantityCell(hours(one.agreed, agreedNote(training, one))),
          quantityCell(hours(one.delivered, "")),
          quantityCell(hours(one.expected, "no term")),
          quantityCell(hours(one.behind, "no")),
          itemsCell(audience.links(rule.of, one.held)),
          itemsCell(audience.links(rule.of, one.ahead)),
        ]),
        folded: false,
      },
    ],
  };
}

/** Nothing was agreed, or part of it cannot be read. */
function agreedNote({ problems }: Training, { agreed }: CommunityTraining): string {
  return agreed === null && problems.length > 0 ? "not known" : "nothing";
}

function hours(value: number | null, note: string): Quantity {
  return quantity(value, "hours", null, { note: value === null ? note : null });
}
