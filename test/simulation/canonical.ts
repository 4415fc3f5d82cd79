/**
 * The state of a sandbox with issue numbers and node ids replaced by what the issue is, and lists as sets: a late write
 * may come after a person's comment, or get another number, and the two runs still end alike.
 */
import { readMarker } from "../../src/content/markers.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

export function canonical(sandbox: Sandbox): unknown {
  const { store } = sandbox;
  const names = new Map<string, string>();
  const issues = [...store.issues.values()];
  for (const issue of issues.filter((one) => one.parent === null || readMarker(one.body ?? "") === null)) {
    names.set(issue.id, `lead "${issue.title}"`);
  }
  const nameOf = (issue: IssueRow): string => {
    const key = readMarker(issue.body ?? "")?.key;
    if (key === undefined) return names.get(issue.id) ?? issue.title;
    return key.replace(/I_[\w-]+/g, (id) => names.get(id) ?? id);
  };
  for (const issue of issues) names.set(issue.id, nameOf(issue));
  const replaced: [string, string][] = issues.flatMap((issue) => {
    const repository = store.repositories.get(issue.repository)!;
    const owner = store.accounts.get(repository.owner)!.login;
    const path = `${owner}/${repository.name}`;
    const name = `«${names.get(issue.id)}»`;
    return [
      [`${path}#${issue.number}`, name],
      [`${path}/issues/${issue.number}`, name],
      [issue.id, name],
      // As markers write it.
      [issue.id.replaceAll("--", "\\u002d\\u002d"), name],
    ] as [string, string][];
  });
  // Longest first, so that #12 is not taken for #1.
  replaced.sort(([one], [other]) => other.length - one.length);
  const replace = (text: string) => {
    // Checklists are listed by age, and a creation that GitHub refused at first comes later.
    let out = text.includes('"kind":"status"') ? text.split("\n").sort().join("\n") : text;
    for (const [from, to] of replaced) out = out.replaceAll(new RegExp(`${literal(from)}(?![\\w-])`, "g"), to);
    // Ids of events and comments are seeded in the order of events, which may differ.
    return out.replaceAll(/illegal\/[\w-]+/g, "illegal/…").replaceAll(/\bIC_(?:[\w-]|\\u002d)+/g, "IC_…");
  };
  return walk(withoutNews(asPeopleLeftThem(sandbox.snapshot())), replace);
}

interface ShownIssue {
  readonly ref: string;
  readonly state: string;
  labels: readonly string[];
  assignees: readonly string[];
  comments: readonly { readonly body: string }[];
}

interface Shown {
  readonly repositories: Readonly<Record<string, { readonly issues: ShownIssue[] }>>;
  readonly projects: Readonly<
    Record<string, { readonly items: { content: string; values: Record<string, unknown> }[] }>
  >;
}

/**
 * An item that waits for a person after a refused move is left as it is found (ruling 2, `tell`), and how it was found
 * depends on when we last looked: its stage labels and column are taken out of the comparison.
 */
function asPeopleLeftThem(snapshot: unknown): unknown {
  const { repositories, projects } = structuredClone(snapshot) as Shown;
  const left = new Set<string>();
  for (const issue of Object.values(repositories).flatMap(({ issues }) => issues)) {
    if (!issue.labels.includes("needs-stage-fix")) continue;
    left.add(issue.ref);
    issue.labels = issue.labels.filter((name) => !name.startsWith("stage: "));
  }
  for (const item of Object.values(projects).flatMap(({ items }) => items)) {
    if (left.has(item.content)) delete item.values.Status;
  }
  return { ...(snapshot as object), repositories, projects };
}

/**
 * News is told while it is news (ruling 17): a request that was answered or closed before we came to look is not
 * acknowledged any more, and one that is over is neither put on a board nor given to anybody. What is left must be the same.
 */
function withoutNews(snapshot: unknown): unknown {
  const { repositories, projects } = structuredClone(snapshot) as Shown;
  const over = new Set<string>();
  for (const issue of Object.values(repositories).flatMap(({ issues }) => issues)) {
    issue.comments = issue.comments
      .filter(({ body }) => !/"key":"(?:received|asks|breach|gate|title|closed)\//.test(body))
      // What `/why` says is what was so when it was answered.
      .map((one) =>
        one.body.includes('"verb":["why"]') ? { ...one, body: one.body.slice(one.body.lastIndexOf("<!-- ")) } : one,
      );
    if (issue.state !== "CLOSED" || !issue.labels.includes("support")) continue;
    over.add(issue.ref);
    issue.comments = issue.comments.filter(({ body }) => !body.includes('"key":"escalation/'));
    issue.labels = issue.labels.filter((name) => !name.startsWith("impact: "));
    issue.assignees = [];
  }
  for (const project of Object.values(projects)) {
    Object.assign(project, { items: project.items.filter(({ content }) => !over.has(content)) });
  }
  return { ...(snapshot as object), repositories, projects };
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) {
    return value
      .map((one) => walk(one, replace))
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [replace(name), walk(one, replace)]));
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
