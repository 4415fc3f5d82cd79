/**
 * Runs beside every test file: keeps what Milepost asked of a sandbox in this process, and leaves it where `collect.ts`
 * finds it at the end. What the tests ask themselves, as people or as other clients, has another name and is left out.
 */
import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import { afterAll, inject } from "vitest";
import type { Overheard } from "../../src/sandbox/serve.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder for what was heard; it belongs to one run. */
    readonly heardIn: string;
  }
}

const routes = new Set<string>();
/** By the words in them: documents that differ only in how many labels they ask for count once. */
const documents = new Map<string, string>();
const known = new Set<string>();

function hear(message: unknown): void {
  const { agent, asked, caller } = message as Overheard;
  if (!/^(milepost|probot)\b/.test(agent)) return;
  if ("route" in asked) {
    routes.add(`${caller} ${asked.route}`);
    return;
  }
  if (known.has(asked.document)) return;
  known.add(asked.document);
  const words = [...new Set(asked.document.replace(/\d+/g, "").match(/\w+/g) ?? [])].sort().join(" ");
  if (!documents.has(words)) documents.set(words, asked.document);
}

subscribe("milepost:sandbox", hear);

afterAll(() => {
  unsubscribe("milepost:sandbox", hear);
  if (routes.size + documents.size === 0) return;
  const heard = { routes: [...routes], documents: [...documents.values()] };
  writeFileSync(`${inject("heardIn")}/${randomUUID()}.json`, JSON.stringify(heard));
});
