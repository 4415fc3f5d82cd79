/** The people of the richer week, and what they type. They act through the API, except where only GitHub's page can. */
import { builderActor } from "../../src/sandbox/build-past.ts";
import { createIssue } from "../../src/sandbox/ops-issues.ts";
import { asPerson } from "../../src/sandbox/people.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { bodyOf, supportAnswers } from "../scenarios/forms.ts";
import type { CloudDeed } from "./cloud-story.ts";
import type { Cast } from "./simulate.ts";

/** What is done when a deed's time has come. */
export function createCloudCast(sandbox: Sandbox): Cast<CloudDeed> {
  const { store, world } = sandbox;
  const requests = new Map<number, IssueRow>();
  const phases = new Map<number, IssueRow>();
  const colleagues = new Map<number, IssueRow>();
  const board = [...store.projects.values()].find(({ number }) => number === 57)!;

  /** A form on GitHub's page puts its labels on, whoever submits it. */
  function submit(by: string, name: string, issue: { title: string; label: string; body: string }): IssueRow {
    const repository = store.repositoryByName("openwater", name)!;
    const labels = [store.labelByName(repository.id, issue.label)!];
    return createIssue(world, builderActor(world, by), { repository, title: issue.title, body: issue.body, labels });
  }

  function support(impact: string, community: string): string {
    return bodyOf({ ...supportAnswers, Community: community, Impact: impact });
  }

  const communities = new Map<number, string>();
  const owed: { readonly by: string; readonly colleague: number }[] = [];

  async function act(by: string, deed: CloudDeed): Promise<void> {
    const person = asPerson(sandbox, by);
    const request = "request" in deed ? requests.get(deed.request)! : null;
    const phase = "phase" in deed ? phases.get(deed.phase)! : null;
    switch (deed.kind) {
      case "ask": {
        communities.set(deed.request, by === "rep-temple" ? "temple" : "estuary");
        const body = support(deed.impact, communities.get(deed.request)!);
        const title = `[Support] Request ${deed.request}`;
        requests.set(deed.request, submit(by, "infrastructure", { title, label: "support", body }));
        return;
      }
      case "answer":
        await person.comment(request!, `Looking at it, note ${deed.n}.`);
        return;
      case "impact":
        return person.editBody(request!, support(deed.impact, communities.get(deed.request)!));
      case "say":
        await person.comment(request!, deed.text);
        return;
      case "close":
        return person.close(request!);
      case "open-phase": {
        const title = `[New hub] {{ phase }} ${deed.phase}`;
        const issue = submit(by, "infrastructure", { title, label: "rollout", body: phaseBody("tbd") });
        phases.set(deed.phase, issue);
        await person.addToBoard(issue, board);
        return person.moveCard(issue, board, "Upcoming");
      }
      case "fill-phase":
        return person.editBody(phase!, phaseBody(deed.region));
      case "move-phase":
        return person.moveCard(phase!, board, deed.column);
      case "announce": {
        const body = bodyOf({
          Community: "estuary",
          "Hub address": "estuary.hub.example.org",
          "First day": deed.start,
          "Last day": deed.start,
          "How many people at once?": "40",
          "Is this at least three weeks before the first day?": "Yes",
          "May the hub be removed afterwards?": "No",
        });
        submit(by, "infrastructure", { title: `Workshop ${deed.event}`, label: "event", body });
        return;
      }
      case "join": {
        const answers = { Role: "engineer", "First day": "", "Will they need access to infrastructure?": "Yes" };
        const title = `Joining ${deed.colleague}`;
        const body = bodyOf(answers);
        colleagues.set(deed.colleague, submit(by, "team-compass", { title, label: "type: onboard", body }));
        return;
      }
      case "tick":
        owed.push({ by, colleague: deed.colleague });
        return tickOwed();
    }
  }

  /** A box can be ticked once it is there: in trouble the list may come a day later, and the tick with it. */
  async function tickOwed(): Promise<void> {
    for (const tick of owed.splice(0)) {
      const issue = colleagues.get(tick.colleague)!;
      const body = issue.body ?? "";
      if (body.includes("- [ ] Chat"))
        await asPerson(sandbox, tick.by).editBody(issue, body.replace("- [ ] Chat", "- [x] Chat"));
      else if (!body.includes("- [x] Chat")) owed.push(tick);
    }
  }

  return { act, finish: tickOwed };
}

function phaseBody(region: string): string {
  const table = [
    "| Question | Answer |",
    "| :--- | :--- |",
    "| Cloud provider | AWS |",
    `| Region | ${region} |`,
    "| Who pays the provider? | The community |",
    "| Representative | The head of the lab |",
  ].join("\n");
  return bodyOf({
    Community: "temple",
    Phase: "Phase 2: cluster",
    "Ready to be worked on?": "READY",
    "What has to be known": table,
  });
}
