/** Follows a connection to its end and says whether everything came. One more request per further page. */
import type { Read } from "../model/snapshot.ts";
import { type Answer, errorsAt } from "./client.ts";
import { decodePage, objectOf, type Page } from "./decode.ts";

/** The connection under `<alias>.page` of an answer, or why it is not there. */
export function partOf(answer: Answer, alias: string): Read<Page> {
  const errors = errorsAt(answer, alias);
  const general = answer.errors.filter((error) => error.path === undefined || error.path.length === 0);
  const complaint = errors[0] ?? general[0];
  const page = decodePage(objectOf(answer.data[alias]).page);
  if (complaint) return { known: false, why: complaint.message };
  return page === null ? { known: false, why: "GitHub did not send it" } : { known: true, value: page };
}

/** Every node of a connection whose first page is `first`. `what` is a word for people: "comments". */
export async function readRest(
  first: Read<Page>,
  what: string,
  readNext: (after: string) => Promise<Read<Page>>,
): Promise<Read<readonly unknown[]>> {
  if (!first.known) return { known: false, why: `the ${what} could not be read: ${first.why}` };
  const nodes = [...first.value.nodes];
  let next = first.value.next;
  while (next !== null) {
    const page = await readNext(next);
    if (!page.known) return { known: false, why: `the ${what} could be read in part only: ${page.why}` };
    nodes.push(...page.value.nodes);
    // A cursor that does not move would be followed for ever.
    if (page.value.next === next) break;
    next = page.value.next;
  }
  if (nodes.length < first.value.expected)
    return { known: false, why: `GitHub sent ${nodes.length} of ${first.value.expected} ${what}` };
  return { known: true, value: nodes };
}
