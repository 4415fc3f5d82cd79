/**
 * What one identity holds to work with: its gate, what it reads and writes through, and what it remembers having sent.
 * They live as long as the process, across changes of the config.
 */
import type { Octokit } from "@octokit/core";
import { type Attempts, createAttempts } from "../apply/attempts.ts";
import { createGovernor, type Governor } from "../github/governor.ts";
import { withLookAlikes } from "../github/look-alikes.ts";
import type { Clock, Reader, Writer } from "../github/ports.ts";
import { createReader } from "../github/reader.ts";
import { createWriter } from "../github/writer.ts";
import type { Instant } from "../model/time.ts";

export interface Ports {
  readonly governor: Governor;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly attempts: Attempts;
  readonly clock: Clock;
}

/** One set per installation or token: GitHub counts limits by it. `onLimit` is told when one is met. */
export function createPorts(octokit: Octokit, clock: Clock, onLimit?: (until: Instant, why: string) => void): Ports {
  const governor = createGovernor(clock, onLimit);
  return {
    governor,
    reader: withLookAlikes(createReader(octokit, governor)),
    writer: createWriter(octokit, governor),
    attempts: createAttempts(),
    clock,
  };
}
