/**
 * A GitHub in a process. What comes in are HTTP requests (REST and GraphQL) and signed webhooks go out; nothing here
 * may import what it is used to test (`observe`, `plan`, `apply`, `measure`): it must not share our beliefs.
 */
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** The sandbox's own clock. It stands still until it is set, unless it follows real time. */
export interface SandboxClock {
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  now(): string;
  /** Throws when it would go back, unless `back` is true (for placing history). */
  set(at: string, options?: { back?: boolean }): void;
  advance(seconds: number): void;
  /** From now on the clock runs with real time, from where it stands. */
  run(): void;
}

/** Where webhooks are sent: a URL, or a function for tests without sockets. */
export type HookTarget = string | ((request: Request) => Promise<Response>) | null;

export interface Delivery {
  /** Integer, as in `/app/hook/deliveries/{delivery_id}`. */
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly deliveredAt: string;
  readonly redelivery: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that were signed. */
  readonly body: string;
  /** null: not sent yet, or dropped by a fault. */
  readonly statusCode: number | null;
  readonly status: string;
  readonly durationSeconds: number;
}

export interface Webhooks {
  /** Sets where they go. */
  target(target: HookTarget): void;
  /** Sends everything waiting (what faults delayed is sent too once its time has come) and settles when answered. */
  flush(): Promise<void>;
  /** Deliveries not sent yet. */
  readonly waiting: number;
  /** Oldest first; three days of them, as GitHub keeps. */
  readonly log: readonly Delivery[];
  /** When false, `flush` must be called; when true (default) each is sent as soon as it happens. */
  automatic: boolean;
}

/**
 * Faults, each off (0 or empty) until switched on. Chances are per occasion, drawn from the sandbox's seed, so that a
 * seed replays. They apply to App installations and personal tokens alike unless `onlyTokensOf` names who suffers.
 */
export interface Faults {
  /** Chance that a delivery is sent twice, with the same GUID. */
  duplicateDelivery: number;
  dropDelivery: number;
  /** Chance that a delivery waits `delaySeconds` of the sandbox's time. */
  delayDelivery: number;
  delaySeconds: number;
  /** Chance that waiting deliveries are sent in another order at `flush`. */
  reorderDeliveries: number;
  /** Chance that a write is done and answered 500. */
  appliedThen500: number;
  /** Chance that a write is not done and answered 502. */
  notApplied502: number;
  /** Chance that a request meets a secondary limit; answered 403 or 429, with or without `retry-after`. */
  secondaryLimit: number;
  /** Which forms are drawn; empty: all four. */
  secondaryForms: ("403" | "429" | "403+retry-after" | "429+retry-after")[];
  /** Chance that a GraphQL request is answered 200 with errors[].type RATE_LIMITED. */
  graphqlRateLimited: number;
  /** Seconds until what was written is seen, by endpoint; `search` defaults to 60, all others to 0. */
  lagSeconds: Partial<
    Record<"issue" | "list" | "comments" | "timeline" | "sub-issues" | "project-items" | "search" | "graphql", number>
  >;
  /** Chance that a page of a connection or list comes back short, with the cursor of a whole one. */
  truncatedPage: number;
  /** Chance that a read is answered 502, as GitHub answers what took it longer than ten seconds. */
  dropReads: number;
  /** Chance that a list in a GraphQL query is not given: null up to the next place that may be, and an error. */
  partialAnswer: number;
  /** Queries that may ask for more nodes than this take GitHub longer than ten seconds, and are answered 502; 0: none. */
  slowAboveNodes: number;
  /** Logins (a Bot's without suffix) that suffer; null: everybody. */
  onlyTokensOf: string[] | null;
  /** Plans faults exactly: the next `count` occasions (1 when not given) have it, whatever the chances are. */
  next(kind: FaultKind, count?: number): void;
}

/** A fault that can be planned for the next occasion. */
export type FaultKind =
  | "duplicateDelivery"
  | "dropDelivery"
  | "delayDelivery"
  | "appliedThen500"
  | "notApplied502"
  | "secondaryLimit"
  | "graphqlRateLimited"
  | "truncatedPage"
  | "dropReads"
  | "partialAnswer";

/** How often what was asked. */
export interface Counts {
  /** All of them, also those refused. */
  readonly requests: number;
  readonly graphqlQueries: number;
  readonly graphqlMutationDocuments: number;
  readonly mutationFields: number;
  readonly restReads: number;
  readonly restWrites: number;
  /** Calls with an App's JWT (its own tokens, installations and deliveries); not among the reads and writes. */
  readonly appCalls: number;
  /** Issues and comments made through the API. */
  readonly creations: number;
  /** For the secondary limits: 1 for a read, 5 for a write. */
  readonly points: number;
}

/** What was asked of the sandbox since `reset`. */
export interface Meter extends Counts {
  /** One line per request, oldest first: `POST /graphql query ReadItem 200`. */
  readonly log: readonly string[];
  /** The same counts of one account; a Bot's login without suffix. */
  of(login: string): Counts;
  reset(): void;
}

export interface SandboxApp {
  readonly id: number;
  readonly slug: string;
  /** Node id of the Bot account it writes as. */
  readonly botId: string;
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly installationId: number;
}

export interface Sandbox {
  /** The whole HTTP surface, under `/`, `/api/v3`, `/graphql` and `/api/graphql`; the host does not matter. */
  fetch(request: Request): Promise<Response>;
  readonly clock: SandboxClock;
  readonly store: Store;
  /** For the builder, which places state and history. */
  readonly world: World;
  readonly hooks: Webhooks;
  readonly faults: Faults;
  readonly meter: Meter;
  /** A personal token of a user, made on first use. */
  tokenOf(login: string): string;
  /** A workflow's GITHUB_TOKEN for one repository (`owner/name`). */
  workflowToken(repository: string): string;
  /** An App with its own key, installed on an organisation, all repositories. */
  installApp(options: {
    slug: string;
    org: string;
    webhookSecret: string;
    permissions: Record<string, string>;
    events: string[];
  }): SandboxApp;
  /** Everything that is so on this GitHub, as JSON in a stable order: no tokens, no delivery log, no meters. */
  snapshot(): unknown;
}
