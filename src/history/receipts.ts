/**
 * Our receipts → commands that were judged, once and for all (ruling 4). A receipt is a comment of ours whose marker
 * holds who commanded what, when and with which permission; it stands whatever becomes of the command, of its author or
 * of our reply's wording afterwards: where somebody edited it, what we wrote is read. A marker in anybody else's text is
 * text. `github-actions` is everybody who may edit a workflow, so nothing under that name is a receipt (ruling 11).
 */
import { type Marker, readMarker } from "../content/markers.ts";
import type { Actor } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read, World } from "../model/snapshot.ts";
import { type Instant, instant } from "../model/time.ts";
import { isOurs } from "./own.ts";

/** One comment's commands, judged. */
export interface Receipt {
  /** The comment that commanded. */
  readonly comment: NodeId;
  /** When it was written; this is when its commands hold from. */
  readonly at: Instant;
  /** Node id and login of who wrote it. */
  readonly actor: NodeId;
  readonly login: string;
  /** Their permission when it was judged, as GitHub calls it. */
  readonly role: string;
  /** In the order of the comment. */
  readonly commands: readonly Judged[];
}

/** One command. `value`: the stage's id for `stage`; else empty. */
export interface Judged {
  readonly verb: string;
  readonly value: string;
  readonly accepted: boolean;
}

/** The key under which a comment's receipt is kept. */
export function receiptKey(comment: { readonly id: NodeId }): string {
  return `receipt/${comment.id}`;
}

/** The marker of a receipt; the inverse of reading it. */
export function receiptMarker({ comment, at, actor, login, role, commands }: Receipt): Marker {
  return {
    kind: "receipt",
    key: receiptKey({ id: comment }),
    extra: {
      comment,
      actor,
      login,
      role,
      verb: commands.map(({ verb }) => verb),
      value: commands.map(({ value }) => value),
      accepted: commands.map(({ accepted }) => (accepted ? "yes" : "no")),
      at,
    },
  };
}

/** Oldest command first; of two receipts for one comment, the older one counts. */
export function receiptsOf({ ownComments }: Pick<Item, "ownComments">, world: World): Read<readonly Receipt[]> {
  if (!ownComments.known) return ownComments;
  const found = new Map<NodeId, Receipt>();
  const oldest = ownComments.value.toSorted((a, b) => order(a.createdAt, b.createdAt) || order(a.id, b.id));
  for (const { body, written = body, author } of oldest) {
    if (!isReceiptWriter(author, world)) continue;
    const receipt = readReceipt(readMarker(written));
    if (receipt !== null && !found.has(receipt.comment)) found.set(receipt.comment, receipt);
  }
  const receipts = [...found.values()].sort((a, b) => order(a.at, b.at) || order(a.comment, b.comment));
  return { known: true, value: receipts };
}

/** Whether what this account writes may be a receipt. */
export function isReceiptWriter(author: Actor | null, { identities }: World): boolean {
  return isOurs(author, identities) && !(author!.kind === "Bot" && author!.login === "github-actions");
}

function readReceipt(marker: Marker | null): Receipt | null {
  if (marker?.kind !== "receipt") return null;
  const { comment, actor, login, role, at, verb, value, accepted } = marker.extra;
  const texts = [comment, actor, login, role, at];
  if (!texts.every((text) => typeof text === "string")) return null;
  if (!Array.isArray(verb) || !Array.isArray(value) || !Array.isArray(accepted)) return null;
  if (marker.key !== receiptKey({ id: String(comment) })) return null;
  const when = moment(String(at));
  if (when === null) return null;
  const commands = (verb as readonly string[]).map((name, index) => ({
    verb: name,
    value: String(value[index] ?? ""),
    accepted: accepted[index] === "yes",
  }));
  return {
    comment: String(comment),
    at: when,
    actor: String(actor),
    login: String(login),
    role: String(role),
    commands,
  };
}

function moment(text: string): Instant | null {
  try {
    return instant(text);
  } catch {
    return null;
  }
}

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
