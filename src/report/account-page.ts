/**
 * Communities' accounts → one page of Markdown each, for an issue that the team reads. The same account gives the same
 * bytes, whenever it is written, so that a page is only edited when something happened.
 */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { AccountPages } from "../model/account.ts";
import { accountTable } from "./account-rows.ts";
import type { Audience } from "./audience.ts";
import { paragraph, renderMarkdown } from "./markdown.ts";
import { tellingOf } from "./section-accounts.ts";
import { tableNodes } from "./table-markdown.ts";

/** Null when none are kept, and always for everybody. */
export function accountPages(measure: OrganisationMeasure, audience: Audience): AccountPages | null {
  const { accounts, gaps, unmeasured } = measure;
  if (audience.isPublic || accounts === null) return null;
  const telling = tellingOf(measure, audience);
  const doubt =
    unmeasured.length === 0 ? [] : [paragraph("Some items could not be measured, so something may be missing here.")];
  return {
    whole: gaps.length === 0,
    pages: accounts.map((account) => {
      const table = { ...accountTable(account, telling), folded: false };
      const nodes = tableNodes(table, { rows: new Map([[table.id, mostRows]]), files: [] });
      const markdown = renderMarkdown([...doubt, ...nodes], { narrow: true }).trim();
      return { community: account.community, title: `Account: ${account.name}`, markdown };
    }),
  };
}

/** Nobody reads more; a body has room for about so many. */
const mostRows = 200;
