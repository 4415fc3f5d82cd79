/** Bodies as GitHub makes them of a form's answers. */

/** Label of the field → answer, in the form's order; an empty one is `_No response_`. */
export function bodyOf(answers: Readonly<Record<string, string>>): string {
  return Object.entries(answers)
    .map(([label, answer]) => `### ${label}\n\n${answer === "" ? "_No response_" : answer}`)
    .join("\n\n");
}

/** The answers of a support request of the example. */
export const supportAnswers = {
  Community: "estuary",
  "Hub address": "estuary.hub.example.org",
  "What is it about?": "Something does not work",
  Impact: "🟨 Medium",
  "What happens, and what should happen?": "Nobody can sign in since this morning.",
} as const;
