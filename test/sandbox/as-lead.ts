/**
 * A lived-in sandbox and a way to ask its REST as a person.
 */
import { ask, type Told } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";

export const repo = "/repos/openwater/leads";

/** A lived-in sandbox and a way to ask it as a person. */
export function asLead() {
  const world = livedIn();
  const token = world.sandbox.tokenOf("bd-lead");
  const look = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(world.sandbox, `GET ${path}`, { token, headers });
  const write = (what: string, body?: unknown) => ask(world.sandbox, what, { token, body });
  return { ...world, token, look, write };
}

export function numbers(told: Told): readonly number[] {
  return (told.body as { number: number }[]).map(({ number }) => number);
}

export function labels(told: Told): readonly string[] {
  const list = Array.isArray(told.body) ? told.body : (told.body as { labels: unknown }).labels;
  return (list as { name: string }[]).map(({ name }) => name);
}
