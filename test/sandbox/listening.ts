/**
 * A lived-in sandbox whose webhooks are heard, and two things that cause one.
 */
import type { SandboxOptions } from "../../src/sandbox/create-sandbox.ts";
import { closeIssue, reopenIssue } from "../../src/sandbox/ops-issues.ts";
import { livedIn } from "../contract/lived-in.ts";

export interface Heard {
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  readonly headers: Headers;
}

/** A lived-in sandbox whose webhooks are heard. */
export function listening(options: SandboxOptions = {}) {
  const world = livedIn(options);
  const heard: Heard[] = [];
  const answer = { status: 200 };
  world.sandbox.hooks.target(async (request) => {
    const header = (name: string) => request.headers.get(name) ?? "";
    heard.push({
      guid: header("x-github-delivery"),
      event: header("x-github-event"),
      headers: request.headers,
      body: await request.text(),
    });
    return new Response("heard", { status: answer.status });
  });
  const close = () => closeIssue(world.sandbox.world, world.asOwner, world.issue);
  const reopen = () => reopenIssue(world.sandbox.world, world.asOwner, world.issue);
  return { ...world, heard, answer, close, reopen };
}
