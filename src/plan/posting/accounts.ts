/**
 * Account pages × the issues that are there → one issue per community, found by its marker, and edited only when it says
 * something else. What people write around our part stays, and so does their title. A page that somebody closed, or took
 * our part out of, is left alone. Nothing is written where others than the organisation's members with access may read.
 */

import type { Config } from "../../config/config.ts";
import { fitBody, fitTitle } from "../../content/fit.ts";
import { renderMarker } from "../../content/markers.ts";
import { ownPart, withOwnPart } from "../../content/own-part.ts";
import type { AccountPage, AccountPages } from "../../model/account.ts";
import type { Change } from "../../model/change.ts";
import type { PostedText } from "../../model/post.ts";
import type { Problem } from "../../model/problem.ts";
import type { Read, Repository, World } from "../../model/snapshot.ts";
import { ownMarker } from "../own-text.ts";
import { note, nothing, type Part, problem } from "../part.ts";
import { openIssue } from "./issue.ts";

export interface AccountPosting {
  /** All of ours with the label. */
  readonly found: Read<readonly PostedText[]>;
  readonly config: Config;
  readonly world: World;
}

/** Why no page can be written, whatever it says; null: they can. */
export function accountsInTheWay({ whole }: AccountPages, { found, config, world }: AccountPosting): Part | null {
  const { accounts } = config;
  if (accounts === null) return nothing;
  const place = world.repositories[accounts.repository];
  if (!place?.known) return notWritten(place?.why ?? "their repository was not read");
  const wrong = placeProblem(place.value, config);
  if (wrong !== null) return problem(wrong);
  if (!found.known) return notWritten(found.why);
  return whole ? null : notWritten("not every list of issues came whole, so something could be missing in them");
}

/** What to do about one community's page. */
export function planAccount(page: AccountPage, posting: AccountPosting): Part {
  const { found, config, world } = posting;
  const place = config.accounts === null ? undefined : world.repositories[config.accounts.repository];
  const wrong = accountsInTheWay({ whole: true, pages: [] }, posting);
  if (wrong !== null || !place?.known || !found.known) return wrong ?? nothing;
  const key = `account/${page.community}`;
  const [there, ...doubles] = found.value
    .filter((post) => ownMarker(post, world)?.key === key)
    .sort((one, other) => rank(one) - rank(other) || one.number - other.number);
  if (there === undefined) return create(page, key, { posting, place: place.value });
  const closing = doubles
    .filter(({ state }) => state === "open")
    .map((double): Change => {
      const fact = `#${there.number} is of the same community and was opened first`;
      return { rule, fact, kind: "close-as-duplicate", issue: double.id, of: there.id, key };
    });
  const edit = editIt(page, there);
  return { ...edit, changes: [...edit.changes, ...closing] };
}

/** What a person closed as a duplicate is the other one's. */
function rank({ stateReason }: PostedText): number {
  return Number(stateReason === "duplicate");
}

interface Around {
  readonly posting: AccountPosting;
  readonly place: Repository;
}

const rule = "accounts";

function create(page: AccountPage, key: string, { posting, place }: Around): Part {
  const marker = renderMarker({ kind: "issue", key, extra: {} });
  const { body } = fitBody(page.markdown, marker.length + frame);
  const text = {
    rule,
    fact: `${page.community} has no page yet`,
    key,
    title: fitTitle(page.title),
    body: `${ownPart(`${intro}\n\n${body}`)}\n\n${marker}`,
    onlyWhile: place.visibility,
  };
  const { label } = posting.config.accounts!;
  return { ...nothing, changes: openIssue(text, place, { label, config: posting.config }) };
}

const intro = "Kept by Milepost between two hidden lines. What you write above or below them stays.";

/** The lines around our part, the introduction, and what people may add before it grows too long. */
const frame = 2_000;

function editIt(page: AccountPage, there: PostedText): Part {
  if (there.state === "closed") return nothing;
  const room = there.body.length - (partLength(there.body) ?? 0);
  const { body: fitted } = fitBody(page.markdown, Math.min(60_000, room + frame));
  const body = withOwnPart(there.body, `${intro}\n\n${fitted}`);
  if (body === null)
    return note(`The account page of ${page.community} was left as it is: the two lines around our part are gone.`);
  if (plain(body) === plain(there.body)) return nothing;
  const before = { title: there.title, body: there.body };
  const fact = `there is something new of ${page.community}`;
  const edit = { kind: "edit-issue", issue: there.id, title: null, body, before, onlyWhile: "private" } as const;
  return { ...nothing, changes: [{ rule, fact, ...edit }] };
}

/** Null without our lines. */
function partLength(body: string): number | null {
  const without = withOwnPart(body, "");
  return without === null ? null : body.length - without.length;
}

/** GitHub may hand a body back with other line breaks, or without spaces at the ends of lines. */
function plain(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.join("\n").trim();
}

function notWritten(why: string): Part {
  return note(`Account pages were left as they are: ${why.replace(/[.\s]+$/, "")}.`);
}

function placeProblem({ owner, name, visibility }: Repository, { accounts, repositories }: Config): Problem | null {
  const asserted = repositories[accounts!.repository]?.visibility ?? null;
  if (asserted !== null && asserted !== visibility) {
    return {
      code: "visibility-mismatch",
      where: `repositories.${accounts!.repository}.visibility`,
      what: `The config says that ${owner}/${name} is ${asserted}, and GitHub says that it is ${visibility}; no account page was written there.`,
      todo: "Correct the config, or the repository's visibility.",
      severity: "error",
    };
  }
  if (visibility === "private") return null;
  return {
    code: "public-accounts",
    where: "accounts.repository",
    what: `Account pages are for the team, and ${owner}/${name} is ${visibility}; none was written there.`,
    todo: "Name a private repository.",
    severity: "error",
  };
}
