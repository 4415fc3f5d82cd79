/** Undo of what an issue has one of: its column on each board, its people, its milestone, its title, being closed. */
import type { Fact } from "../model/fact.ts";
import { nothing, type Part, together } from "./part.ts";
import type { Undoing } from "./undo.ts";
import { left, took, undone } from "./undo-part.ts";

type Of<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;

/** One part for each. */
export function fieldUndo(undoing: Undoing, history: readonly Fact[]): readonly Part[] {
  return [
    columns(undoing),
    people(
      undoing,
      history.filter((fact) => fact.kind === "assigned" || fact.kind === "unassigned"),
    ),
    milestone(
      undoing,
      history.filter((fact) => fact.kind === "milestoned" || fact.kind === "demilestoned"),
    ),
    title(
      undoing,
      history.filter((fact) => fact.kind === "renamed"),
    ),
    closing(
      undoing,
      history.filter((fact) => fact.kind === "closed" || fact.kind === "reopened"),
    ),
  ];
}

function columns(undoing: Undoing): Part {
  const { item, world, since } = undoing;
  if (!item.boardHistory.known) return left(`Board moves could not be read: ${item.boardHistory.why}`);
  const moves = item.boardHistory.value.filter((fact) => fact.kind === "board-status");
  const added = item.boardHistory.value.filter((fact) => fact.kind === "added-to-board");
  const projects = [...new Set(moves.map(({ project }) => project))].filter((project) => project !== null);
  const cards = took(added, world, since) === null ? nothing : left("The card stays on the board that it was put on");
  return together(cards, ...projects.map((project) => column(undoing, project, moves)));
}

function column({ item, world, since }: Undoing, project: string, moves: readonly Of<"board-status">[]): Part {
  const mine = took(
    moves.filter((fact) => fact.project === project),
    world,
    since,
  );
  if (mine === null) return nothing;
  if (mine.after !== null) return left(`The card was left: somebody moved it at ${mine.after.at}`);
  const board = Object.values(world.boards).find((read) => read.known && read.value.id === project);
  const card = item.cards.known ? item.cards.value.find((one) => one.project === project) : undefined;
  if (!board?.known || card === undefined || card.archived || board.value.status === null)
    return left("The card was left: it is archived, gone, or its board could not be read");
  const { fieldId, options } = board.value.status;
  const option = options.find(({ name }) => name === mine.first.from);
  if (option === undefined) return left("The card was left: it stood in no column before, or in one that is gone");
  if (card.status?.optionId === option.id) return nothing;
  const change = { kind: "set-status", project, board: board.value.title, card: card.id } as const;
  const status = { fieldId, optionId: option.id, name: option.name };
  return undone({ ...change, status, from: card.status?.option ?? null }, `it was moved at ${mine.first.at}`);
}

function people({ item, world, since }: Undoing, facts: readonly (Of<"assigned"> | Of<"unassigned">)[]): Part {
  const logins = [...new Set(facts.map(({ login }) => login))].filter((login) => login !== null).sort();
  return together(
    ...logins.map((login): Part => {
      const mine = took(
        facts.filter((fact) => fact.login === login),
        world,
        since,
      );
      if (mine === null) return nothing;
      if (mine.after !== null) return left(`${login} was left: somebody changed it at ${mine.after.at}`);
      if (!item.assignees.known) return left(`${login} was left: ${item.assignees.why}`);
      const isThere = item.assignees.value.some((one) => one.login === login);
      const wasThere = mine.first.kind === "unassigned";
      if (isThere === wasThere) return nothing;
      const fact = `${login} was ${wasThere ? "taken off" : "assigned"} at ${mine.first.at}`;
      return undone({ kind: wasThere ? "assign" : "unassign", issue: item.id, logins: [login] }, fact);
    }),
  );
}

function milestone({ item, world, since }: Undoing, facts: readonly (Of<"milestoned"> | Of<"demilestoned">)[]): Part {
  const mine = took(facts, world, since);
  if (mine === null) return nothing;
  if (mine.after !== null) return left(`The milestone was left: somebody changed it at ${mine.after.at}`);
  const before = facts[facts.indexOf(mine.first) - 1];
  const was =
    mine.first.kind === "demilestoned" ? mine.first.milestone : before?.kind === "milestoned" ? before.milestone : null;
  if ((item.milestone?.title ?? null) === was) return nothing;
  const fact = `it was changed at ${mine.first.at}`;
  if (was === null) return undone({ kind: "set-milestone", issue: item.id, milestone: null }, fact);
  const home = Object.values(world.repositories).find(
    (read) => read.known && read.value.owner === item.owner && read.value.name === item.repo,
  );
  const id = home?.known ? home.value.milestones[was] : undefined;
  if (id === undefined) return left(`The milestone ${was} could not be set again: it is closed or gone`);
  return undone({ kind: "set-milestone", issue: item.id, milestone: { id, title: was } }, fact);
}

function title({ item, world, since }: Undoing, facts: readonly Of<"renamed">[]): Part {
  const mine = took(facts, world, since);
  if (mine === null) return nothing;
  if (mine.after !== null) return left(`The title was left: somebody changed it at ${mine.after.at}`);
  if (item.title === mine.first.from) return nothing;
  const before = { title: item.title, body: item.body };
  const change = { kind: "edit-issue", issue: item.id, title: mine.first.from, body: null, before } as const;
  return undone(change, `it was changed at ${mine.first.at}`);
}

function closing({ item, world, since }: Undoing, facts: readonly (Of<"closed"> | Of<"reopened">)[]): Part {
  const mine = took(facts, world, since);
  if (mine === null) return nothing;
  if (mine.after !== null) return left(`Being ${item.state} was left: somebody changed it at ${mine.after.at}`);
  if (mine.first.kind !== "closed" || item.state === "open") return nothing;
  return undone({ kind: "reopen-issue", issue: item.id }, `it was closed at ${mine.first.at}`);
}
