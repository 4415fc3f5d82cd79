/** Dispatched flows (scenario 12): one parent per occasion, whatever the title holds. */
import { describe, expect, it } from "vitest";
import { readMarker } from "../../../src/content/markers.ts";
import type { OwnIssue, Read } from "../../../src/model/snapshot.ts";
import { planDispatch } from "../../../src/plan/schedule/flow.ts";
import { occasionName, payloadOf } from "../../../src/plan/schedule/payload.ts";
import { known, unknown } from "../../support/builders.ts";
import { at, created, kinds, made, outage, scheduleConfig, scheduleWorld } from "./schedules.ts";

const title = '[FIRING:1] "hub" down $(touch x) `id` hub=prod';
const now = at("2026-09-21");
const sent = { incident_id: "Q1AB", title, noise: "x" };

function dispatch(payload: unknown, found: Read<readonly OwnIssue[]> = known([])) {
  return planDispatch(payload, outage, { found, world: scheduleWorld() }, { config: scheduleConfig(), now });
}

const parent = created(dispatch(sent))[0]!;

describe("a dispatch", () => {
  it("does nothing when its parent is there", () => {
    const again = dispatch(sent, known([made(9, parent, { createdAt: at("2026-09-20") })]));
    expect(again).toMatchObject({ parent: "here", changes: [], notes: [], problems: [], nextLook: null });
  });

  it("opens the parent with a title that nothing was done to", () => {
    const wanted = dispatch(sent);
    expect([wanted.parent, kinds(wanted), wanted.problems]).toEqual(["opens", ["create-label", "create-issue"], []]);
    expect(parent.title).toBe(`[Outage] ${title}`);
    expect(parent.body).toContain("$(touch x) `id` hub=prod");
    expect(parent.key).toBe("flow/p1-outage/Q1AB");
  });

  it("keeps the accepted fields, byte for byte, and nothing else of the payload", () => {
    expect(readMarker(parent.body)).toEqual({
      kind: "issue",
      key: "flow/p1-outage/Q1AB",
      extra: { "payload.incident_id": "Q1AB", "payload.title": title },
    });
    expect(parent.body).not.toContain("noise");
  });

  it("two at once leave one", () => {
    const pair = [made(10, parent), made(9, parent)];
    expect(dispatch(sent, known(pair)).changes).toMatchObject([
      { kind: "close-as-duplicate", issue: "I_10", of: "I_9" },
    ]);
  });

  it("another incident is another issue", () => {
    const other = dispatch({ ...sent, incident_id: "Q2CD" }, known([made(9, parent)]));
    expect(created(other).map(({ key }) => key)).toEqual(["flow/p1-outage/Q2CD"]);
  });

  it("is asked for again while it is not known what is there", () => {
    expect(dispatch(sent, unknown())).toMatchObject({ parent: "unknown", changes: [] });
  });

  const nameless: readonly { why: string; payload: unknown }[] = [
    { why: "no payload", payload: null },
    { why: "no key", payload: { title } },
    { why: "an empty key", payload: { ...sent, incident_id: "  " } },
    { why: "a key that is no plain value", payload: { ...sent, incident_id: { id: 1 } } },
    { why: "a key that only a prototype has", payload: Object.create({ incident_id: "Q1" }) },
  ];
  it.each(nameless)("opens nothing and says so: $why", ({ payload }) => {
    const { parent: state, changes, problems } = dispatch(payload);
    expect([state, changes, problems.map(({ code }) => code)]).toEqual(["never", [], ["dispatch-without-key"]]);
  });

  it("a value that looks like a template is only text", () => {
    const [one] = created(dispatch({ ...sent, title: "{{ payload.incident_id }} {% raw %}" }));
    // Two braces come apart, so that nobody takes the title for one that was never filled.
    expect(one!.title).toBe("[Outage] { { payload.incident_id }} {% raw %}");
  });
});

describe("payload fields", () => {
  it("are capped, and reached by dots", () => {
    const flow = { ...outage, accepts: ["incident.title", "incident_id"] };
    const fields = payloadOf({ incident_id: 7, incident: { title: "x".repeat(2_000) } }, flow);
    expect([fields.incident_id, fields["incident.title"]!.length]).toEqual(["7", 1_000]);
  });

  const names = [
    { text: "Q1AB", name: "Q1AB", why: "an ordinary id stays readable" },
    { text: "a/b c", name: "a%2Fb%20c", why: "a slash would be a part of the key" },
    { text: "é -->", name: "%C3%A9%20--%3E", why: "UTF-8 of é is C3 A9" },
  ];
  it.each(names)("$text → $name: $why", ({ text, name }) => {
    expect(occasionName(text)).toBe(name);
  });

  it("long names are short, and still differ at their end", () => {
    const [one, other] = ["1", "2"].map((end) => occasionName("x".repeat(500) + end));
    expect(one!.length).toBeLessThanOrEqual(120);
    expect(one).not.toBe(other);
  });
});
