import { readFileSync } from "node:fs";
import { emitterEventNames } from "@octokit/webhooks";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { route } from "../../src/trigger/route.ts";
import { eventNeeds } from "../permissions/needs.ts";

/** Sent to every App; a manifest that names one is refused with "Default events unsupported". Source as in needs.ts. */
const unasked = ["installation", "installation_repositories", "installation_target", "github_app_authorization"];

const manifest = parse(readFileSync("app.yml", "utf8")) as {
  public: boolean;
  hook_attributes: { url: string };
  default_events: string[];
  default_permissions: Record<string, string>;
};

describe("app.yml", () => {
  it("names each event once, and none that comes unasked", () => {
    expect(new Set(manifest.default_events).size).toBe(manifest.default_events.length);
    expect(manifest.default_events.filter((name) => unasked.includes(name))).toEqual([]);
  });

  it.each(manifest.default_events)("has the permission that %s needs", (name) => {
    const permission = eventNeeds[name];
    expect(permission, `add ${name} to the table, from GitHub's page`).toBeDefined();
    expect(manifest.default_permissions[permission!]).toMatch(/^(read|write|admin)$/);
  });

  it("asks for what the parts need and for nothing else", () => {
    expect(manifest.default_permissions).toEqual({
      issues: "write",
      organization_projects: "write",
      contents: "read",
      metadata: "read",
      members: "read",
      pull_requests: "read",
      checks: "write",
    });
  });

  it("subscribes to what the router knows, and the router knows what it subscribes to", () => {
    const known = (name: string) => {
      const [intent] = route(name, {});
      return intent?.kind !== "ignore" || !intent.why.includes("does not listen");
    };
    expect(manifest.default_events.filter((name) => !known(name))).toEqual([]);
    const events = [...new Set(emitterEventNames.map((name) => name.split(".")[0]!))];
    const heard = events.filter(known).filter((name) => !unasked.includes(name));
    expect([...heard].sort()).toEqual([...manifest.default_events].sort());
  });

  it("sends webhooks to the path where the App listens, and is not offered to strangers", () => {
    expect(new URL(manifest.hook_attributes.url).pathname).toBe("/api/github/webhooks");
    expect(manifest.public).toBe(false);
  });
});
