/**
 * Where a query begins: who asks, things by id, by login, by name.
 */
import { hasProjectAccess } from "../access.ts";
import { SandboxError } from "../error.ts";
import { gone } from "../ops.ts";
import type { AccountRow, Id } from "../rows.ts";
import {
  arrived,
  type Context,
  type Shown,
  shown,
  shownAccount,
  shownComment,
  shownIssue,
  shownItem,
  shownProject,
  shownRepository,
} from "./context.ts";
import type { Fields, PageArgs } from "./fields.ts";
import { searched } from "./search-issues.ts";
import { requireMembers } from "./show-account.ts";
import { shownPost } from "./show-posts.ts";
import { shownField } from "./show-values.ts";

export const queryFields: Fields = {
  viewer: (_: unknown, __: unknown, context: Context) =>
    shown("User", context.store.accounts.get(context.actor.account)!),
  rateLimit(_: unknown, __: unknown, context: Context) {
    const { limit, used, resetAt } = context.rate;
    const spent = used + context.cost;
    return {
      limit,
      cost: context.cost,
      nodeCount: context.nodeCount,
      used: spent,
      remaining: Math.max(0, limit - spent),
      resetAt,
    };
  },
  node: (_: unknown, args: { id: Id }, context: Context) => nodeOrThrow(context, args.id),
  nodes: (_: unknown, args: { ids: readonly Id[] }, context: Context) =>
    args.ids.map((id) => {
      try {
        return nodeOrThrow(context, id);
      } catch (error) {
        return error; // graphql-js makes it null, with an error at this place of the list
      }
    }),
  repository(_: unknown, args: { owner: string; name: string }, context: Context) {
    const found = context.store.repositoryByName(args.owner, args.name);
    const show = found && shownRepository(context, found.id);
    if (show) return show;
    throw notFound(`a Repository with the name '${args.owner}/${args.name}'.`);
  },
  organization: (_: unknown, args: { login: string }, context: Context) =>
    account(context, args.login, ["Organization"], "an Organization"),
  user: (_: unknown, args: { login: string }, context: Context) => account(context, args.login, ["User"], "a User"),
  search: (_: unknown, args: PageArgs & { query: string; type: string }, context: Context) => searched(context, args),
  repositoryOwner(_: unknown, args: { login: string }, context: Context) {
    const found = context.store.accountByLogin(args.login);
    return found && found.kind !== "Bot" ? shown(found.kind, found) : null;
  },
};

/** A thing by its id, when the viewer may see it and it has arrived. Throws GitHub's NOT_FOUND otherwise. */
export function nodeOrThrow(context: Context, id: Id): Shown {
  const found = nodeOf(context, id);
  if (!found) throw gone(id);
  const { createdAt } = found.row as { readonly createdAt?: string };
  // A mutation's arguments are looked up where writes go, which knows of everything at once.
  if (!context.isMutation && createdAt !== undefined && !arrived(context, "issue", createdAt)) throw gone(id);
  return found;
}

function nodeOf(context: Context, id: Id): Shown | null {
  const { store, viewer } = context;
  const issue = shownIssue(context, id);
  if (issue) return issue;
  const comment = store.comments.get(id);
  if (comment) return !comment.deleted && shownIssue(context, comment.issue) ? shownComment(comment) : null;
  const item = store.items.get(id);
  if (item) return hasProjectAccess(store, viewer, store.projects.get(item.project)!, "read") ? shownItem(item) : null;
  const label = store.labels.get(id);
  if (label) return shownRepository(context, label.repository) && shown("Label", label);
  const milestone = store.milestones.get(id);
  if (milestone) return shownRepository(context, milestone.repository) && shown("Milestone", milestone);
  const field = store.fields.get(id);
  if (field) return shownProject(context, field.project) && shownField(field);
  const event = store.events.get(id);
  if (event) return shownIssue(context, event.issue) && shown(event.type, event);
  const team = store.teams.get(id);
  if (team) {
    requireMembers(context, store.accounts.get(team.org)!, "node");
    return shown("Team", team);
  }
  return (
    shownPost(context, id) ?? shownProject(context, id) ?? shownRepository(context, id) ?? shownAccount(context, id)
  );
}

function account(context: Context, login: string, kinds: readonly AccountRow["kind"][], what: string) {
  const found = context.store.accountByLogin(login);
  if (found && kinds.includes(found.kind)) return shown(found.kind, found);
  throw notFound(`${what} with the login of '${login}'.`);
}

function notFound(what: string): SandboxError {
  return new SandboxError("NOT_FOUND", `Could not resolve to ${what}`);
}
