/** Reads GitHub for one installation. */
import type { GraphqlClient } from "./client.ts";
import type { Governor } from "./governor.ts";
import type { Reader } from "./ports.ts";

export function createReader(_octokit: GraphqlClient, _governor: Governor): Reader {
  throw new Error("not built");
}
