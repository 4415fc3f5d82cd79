/** Writes changes to GitHub for one installation. */
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import type { Writer } from "./ports.ts";

export function createWriter(_octokit: GraphqlClient, _governor: Governor): Writer {
  throw new Error("not built");
}
