/**
 * Brings account pages up to date: read what is there → plan → apply, each page under a key of its own. It may be called
 * any number of times; GitHub holds what was done.
 */
import type { AccountPages } from "../../model/account.ts";
import type { Plan, Reconciled } from "../../model/change.ts";
import type { Part } from "../../plan/part.ts";
import { accountsInTheWay, planAccount } from "../../plan/posting/accounts.ts";
import { carryOut, madeIn, type ReconcilePorts } from "../../reconcile.ts";
import type { PostOptions } from "./post-report.ts";

/** One result per page that was to be written or has something to tell. Only a limit of GitHub's throws. */
export async function postAccounts(
  pages: AccountPages,
  { config, installation, ports }: Pick<PostOptions, "config" | "installation"> & { readonly ports: ReconcilePorts },
): Promise<readonly Reconciled[]> {
  const { accounts } = config;
  if (accounts === null) return [];
  const first = await ports.world.read();
  const read = first.repositories[accounts.repository];
  const { owner, name } = read?.known ? read.value : config.repositories[accounts.repository]!;
  const identities = first.identities.map(({ id }) => id);
  const found = await ports.reader.readOwnIssues(owner, name, accounts.label, identities, "all");
  const done: Reconciled[] = [];
  const run = async (community: string, { changes, notes, problems }: Part) => {
    if (changes.length + notes.length + problems.length === 0) return;
    const key = { installation, issue: `account/${community}` };
    const plan: Plan = { pipeline: null, stage: null, changes, notes, problems, nextLook: null };
    const applied = await carryOut(key, plan, config, ports);
    const also = applied.done.flatMap(madeIn).map((issue) => ({ ...key, issue }));
    done.push({ key, ref: null, plan, done: applied.done, also, nextLook: applied.nextLook });
  };
  const wrong = accountsInTheWay(pages, { found, config, world: first });
  if (wrong !== null) await run("", wrong);
  // The first page may make the label, so that the world is another one for the next.
  else
    for (const page of pages.pages)
      await run(page.community, planAccount(page, { found, config, world: await ports.world.read() }));
  return done;
}
