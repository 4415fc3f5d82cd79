/** What GitHub refuses of writes through GraphQL: values of the wrong kind, too much of something, archived places. */
import { describe, expect, it } from "vitest";
import { archiveRepository } from "../../src/sandbox/ops-repositories.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

function run(w: Openwater, field: string, input: Readonly<Record<string, unknown>>, select = "clientMutationId") {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`;
  return w.ask(w.as("bd-lead"), query, { input });
}

function delivery() {
  const w = openwater();
  const board = w.place.project("openwater", "Delivery", {
    number: 57,
    status: ["Up Next", "Done"],
    fields: {
      Estimate: "NUMBER",
      Notes: "TEXT",
      "End date": "DATE",
      Impact: ["Low", "High"],
      Iteration: [
        { title: "Iteration 22", startDate: "2025-08-06", duration: 14 },
        { title: "Iteration 23", startDate: "2025-08-20", duration: 14 },
      ],
    },
  });
  w.place.step(w.lead, { at: w.world.clock.now(), by: "bd-lead", add: board });
  const item = w.world.store.itemsOfIssue(w.lead.id).find((one) => one.project === board.id)!;
  const field = (name: string) => w.world.store.fieldByName(board.id, name)!;
  const set = (name: string, value: unknown) =>
    run(w, "updateProjectV2ItemFieldValue", { projectId: board.id, itemId: item.id, fieldId: field(name).id, value });
  const clear = (name: string) =>
    run(w, "clearProjectV2ItemFieldValue", { projectId: board.id, itemId: item.id, fieldId: field(name).id });
  const look = () =>
    w.ask(
      w.as("bd-lead"),
      `query($id: ID!) { node(id: $id) { ... on ProjectV2Item {
        number: fieldValueByName(name: "Estimate") { ... on ProjectV2ItemFieldNumberValue { number } }
        text: fieldValueByName(name: "Notes") { ... on ProjectV2ItemFieldTextValue { text } }
        date: fieldValueByName(name: "End date") { ... on ProjectV2ItemFieldDateValue { date } }
        option: fieldValueByName(name: "Impact") { ... on ProjectV2ItemFieldSingleSelectValue { name } }
        iteration: fieldValueByName(name: "Iteration") { ... on ProjectV2ItemFieldIterationValue { title } } } } }`,
      { id: item.id },
    ).data.node;
  return { w, board, item, field, set, clear, look };
}

const none = { number: null, text: null, date: null, option: null, iteration: null };

describe("a card's values", () => {
  it("are none until they are written, and clearing none changes nothing", () => {
    const { w, clear, look } = delivery();
    w.heard.length = 0;
    expect(clear("Estimate").errors).toBeUndefined();
    expect([look(), w.said()]).toEqual([none, []]);
  });

  it("are written and cleared in every kind, each told with what it was and is", () => {
    const { w, field, set, clear, look } = delivery();
    w.heard.length = 0;
    set("Estimate", { number: 0 });
    set("Notes", { text: "so" });
    set("End date", { date: "2025-09-30" });
    set("Impact", { singleSelectOptionId: field("Impact").options[1]!.id });
    set("Iteration", { iterationId: field("Iteration").iterations[0]!.id });
    expect(look()).toEqual({
      number: { number: 0 },
      text: { text: "so" },
      date: { date: "2025-09-30" },
      option: { name: "High" },
      iteration: { title: "Iteration 22" },
    });
    for (const name of ["Estimate", "Notes", "End date", "Impact", "Iteration"]) clear(name);
    expect(look()).toEqual(none);
    expect(w.said()).toEqual(Array.from({ length: 10 }, () => "projects_v2_item.edited"));
  });

  const wrong: readonly { why: string; name: string; value: unknown; said: RegExp }[] = [
    { why: "text for a number", name: "Estimate", value: { text: "5" }, said: /^Did not receive a number to update/ },
    { why: "a number as text", name: "Estimate", value: { number: "5" }, said: /number/ },
    { why: "a number for text", name: "Notes", value: { number: 5 }, said: /^Did not receive a text to update/ },
    { why: "a day there is not", name: "End date", value: { date: "2025-02-30" }, said: /date/i },
    { why: "an unknown option", name: "Impact", value: { singleSelectOptionId: "00000000" }, said: /option Id/ },
    { why: "an option by its name", name: "Impact", value: { singleSelectOptionId: "High" }, said: /option Id/ },
    {
      why: "an unknown iteration",
      name: "Iteration",
      value: { iterationId: "0" },
      said: /iteration Id does not belong/,
    },
    { why: "two values at once", name: "Notes", value: { text: "a", number: 1 }, said: /^Only 1 value/ },
    { why: "nothing", name: "Notes", value: {}, said: /^Did not receive a value/ },
    { why: "a built-in field", name: "Labels", value: { text: "bug" }, said: /currently not supported/ },
  ];
  it.each(wrong)("refuse $why", ({ name, value, said }) => {
    const { set, look } = delivery();
    expect(set(name, value).errors).toMatchObject([{ message: expect.stringMatching(said) }]);
    expect(look()).toEqual(none);
  });

  it("show iterations that are over apart from those that are not, by the sandbox's clock", () => {
    const { w, board } = delivery();
    const query = `query($id: ID!) { node(id: $id) { ... on ProjectV2 { field(name: "Iteration") {
      ... on ProjectV2IterationField { configuration { duration startDay
        iterations { title } completedIterations { title } } } } } } }`;
    const at = (now: string) => {
      w.world.clock.set(now, { back: true });
      const found = w.ask(w.as("bd-lead"), query, { id: board.id }).data.node.field.configuration;
      return [found.completedIterations, found.iterations].map((list) =>
        list.map((one: { title: string }) => one.title),
      );
    };
    expect(at("2025-08-19T23:59:59Z")).toEqual([[], ["Iteration 22", "Iteration 23"]]);
    expect(at("2025-08-20T00:00:00Z")).toEqual([["Iteration 22"], ["Iteration 23"]]);
  });
});

describe("an issue", () => {
  it("keeps every byte of a body", () => {
    const w = openwater();
    const body = `\`$(id)\` "quotes" """ \${{ secrets.X }} 🟥\r\n${"é".repeat(30_000)}\u200b \n`;
    run(w, "updateIssue", { id: w.lead.id, body });
    const told = w.ask(w.as("bd-lead"), "query($id: ID!) { node(id: $id) { ... on Issue { body } } }", {
      id: w.lead.id,
    });
    expect(told.data.node.body).toBe(body);
  });

  it("takes a milestone and gives it up, with both in its history", () => {
    const w = openwater();
    const milestone = w.place.milestone(w.leads, { title: "2025 Q4", dueOn: "2025-12-31T00:00:00Z" });
    const select = "issue { milestone { title dueOn state } }";
    expect(run(w, "updateIssue", { id: w.lead.id, milestoneId: milestone.id }, select).data.done.issue).toEqual({
      milestone: { title: "2025 Q4", dueOn: "2025-12-31T00:00:00Z", state: "OPEN" },
    });
    expect(run(w, "updateIssue", { id: w.lead.id, milestoneId: null }, select).data.done.issue.milestone).toBeNull();
    expect(w.said()).toEqual(["issues.milestoned", "issues.demilestoned"]);
  });

  const tooMuch: readonly { why: string; field: string; input: (w: Openwater) => Record<string, unknown> }[] = [
    { why: "a title of 257", field: "updateIssue", input: (w) => ({ id: w.lead.id, title: "x".repeat(257) }) },
    { why: "a body of 65,537", field: "updateIssue", input: (w) => ({ id: w.lead.id, body: "x".repeat(65_537) }) },
    {
      why: "eleven people",
      field: "addAssigneesToAssignable",
      input: (w) => {
        const org = w.world.store.accountByLogin("openwater")!;
        const people = Array.from({ length: 11 }, (_, at) => w.place.user(`person-${at}`));
        for (const one of people) w.world.store.memberships.get(org.id)!.set(one.id, "member");
        return { assignableId: w.lead.id, assigneeIds: people.map((one) => one.id) };
      },
    },
    {
      why: "a hundred and first label",
      field: "addLabelsToLabelable",
      input: (w) => {
        const labels = Array.from({ length: 100 }, (_, at) => w.place.label(w.leads, `label ${at}`));
        return { labelableId: w.lead.id, labelIds: labels.map((one) => one.id) };
      },
    },
  ];
  it.each(tooMuch)("refuses $why, whole", ({ field, input }) => {
    const w = openwater();
    const given = input(w);
    const before = JSON.stringify(w.lead);
    expect(run(w, field, given).errors).toMatchObject([{ type: "UNPROCESSABLE" }]);
    expect(JSON.stringify(w.lead)).toBe(before);
  });

  const writes: readonly { field: string; input: (w: Openwater) => Record<string, unknown> }[] = [
    { field: "updateIssue", input: (w) => ({ id: w.lead.id, title: "x" }) },
    { field: "closeIssue", input: (w) => ({ issueId: w.lead.id }) },
    { field: "addComment", input: (w) => ({ subjectId: w.lead.id, body: "x" }) },
    { field: "addAssigneesToAssignable", input: (w) => ({ assignableId: w.lead.id, assigneeIds: [] }) },
    { field: "addLabelsToLabelable", input: (w) => ({ labelableId: w.lead.id, labelIds: [] }) },
    { field: "createIssue", input: (w) => ({ repositoryId: w.leads.id, title: "x" }) },
    { field: "createLabel", input: (w) => ({ repositoryId: w.leads.id, name: "x", color: "ffffff" }) },
  ];
  it.each(writes)("of an archived repository is not written by $field", ({ field, input }) => {
    const w = openwater();
    archiveRepository(w.world, actor(w, "bd-lead"), w.leads, true);
    expect(run(w, field, input(w)).errors).toMatchObject([
      { type: "UNPROCESSABLE", message: "Repository was archived so is read-only." },
    ]);
  });
});
