/** What the config may say of account pages: one private page per community, and when silence is worth telling. */
import * as z from "zod";
import { key, labelText, nameText } from "./schema-text.ts";

export const accountsSchema = z.strictObject({
  repository: key(nameText, {
    description: "Where the pages are kept, one issue per community: a private one under `repositories`.",
    examples: ["leads"],
  }),
  label: key(labelText.default("account"), {
    description: "The label that the pages carry, and by which they are found again.",
    examples: ["account-page"],
  }),
  with: key(nameText, {
    description:
      "The report with which they are brought up to date: one for the team, or for `finance` when they should say amounts.",
    examples: ["weekly"],
  }),
  "contact-within": key(z.int().min(1).max(1000).default(60), {
    description:
      "Days after which a community is among what needs attention when no person has written in any of its issues.",
    examples: [30],
  }),
});

export type AccountsFile = z.output<typeof accountsSchema>;
