/** What `npm audit --json` printed → what to say, and whether it is a failure. */
export function judgeAdvisories(
  printed: string,
  isRequired: boolean,
): { readonly fails: boolean; readonly words: string };
