/**
 * Names of things: who asks for a look at what, and how people write an issue. Queue keys are
 * {installation, issue node id}, never owner/repo#n, because issues move and repositories are renamed.
 */

/** A GitHub GraphQL node id, such as `I_kwDOABCD`. */
export type NodeId = string;

/** Names one item for the queue. It never says what happened to it. */
export interface ItemKey {
  readonly installation: number;
  readonly issue: NodeId;
}

/** An issue as people write it: `owner/repo#12`. */
export interface IssueRef {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** One text per key, for maps and logs. */
export function keyText(key: ItemKey): string {
  return `${key.installation}/${key.issue}`;
}

/** `owner/repo#12`. */
export function refText(ref: IssueRef): string {
  return `${ref.owner}/${ref.repo}#${ref.number}`;
}

/** Reads `owner/repo#12` or the issue's URL; null when it is neither. */
export function parseRef(text: string): IssueRef | null {
  const found =
    /^([\w.-]+)\/([\w.-]+)#(\d+)$/.exec(text.trim()) ??
    /^https?:\/\/[^/]+\/([\w.-]+)\/([\w.-]+)\/issues\/(\d+)\b/.exec(text.trim());
  if (!found) return null;
  return { owner: found[1]!, repo: found[2]!, number: Number(found[3]) };
}
