/** GraphQL answers as GitHub would give them, agreeing with each other; a test changes one thing. */

export const bot = { __typename: "Bot", id: "BOT_milepost", login: "milepost" };
export const lead = { __typename: "User", id: "U_lead", login: "bd-lead" };

export function connection(nodes: readonly unknown[], more: Record<string, unknown> = {}) {
  return {
    totalCount: nodes.length,
    pageInfo: { hasNextPage: false, endCursor: nodes.length === 0 ? null : "last" },
    nodes,
    ...more,
  };
}

export function page(nodes: readonly unknown[], more: Record<string, unknown> = {}) {
  return { page: connection(nodes, more) };
}

export function linked(number: number, more: Record<string, unknown> = {}) {
  return {
    id: `I_${number}`,
    number,
    title: `Issue ${number}`,
    body: "",
    url: `https://github.com/openwater/leads/issues/${number}`,
    state: "OPEN",
    stateReason: null,
    createdAt: "2026-01-01T08:00:00Z",
    closedAt: null,
    author: lead,
    repository: { name: "leads", owner: { login: "openwater" } },
    ...more,
  };
}

/** `data` of ReadItem for an issue with nothing on it. */
export function itemData(more: Record<string, unknown> = {}, issue: Record<string, unknown> = {}) {
  return {
    issue: {
      __typename: "Issue",
      ...linked(7),
      locked: false,
      repository: {
        name: "leads",
        visibility: "PRIVATE",
        owner: { login: "openwater" },
        label0: { id: "LA_lead" },
        label1: null,
      },
      labels: connection([]),
      parent: null,
      milestone: null,
      ...issue,
    },
    cards: page([]),
    timeline: page([]),
    boardEvents: page([]),
    comments: page([]),
    subIssues: page([]),
    assignees: page([]),
    blockedBy: page([]),
    ...more,
  };
}

export function event(type: string, id: string, more: Record<string, unknown> = {}) {
  return { __typename: type, id, createdAt: "2026-01-02T08:00:00Z", actor: lead, ...more };
}

export function comment(id: string, author: unknown, body = "text", more: Record<string, unknown> = {}) {
  const edits = { lastEditedAt: null, includesCreatedEdit: false };
  return { id, url: `https://github.com/c/${id}`, body, createdAt: "2026-01-03T08:00:00Z", author, ...edits, ...more };
}
