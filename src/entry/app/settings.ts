/** The App's settings out of the environment. Whatever is missing or too weak is named, all at once, with what to do. */
import { baseUrlComplaint, baseUrlOf } from "../wire.ts";

export interface AppSettings {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly baseUrl: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  /** By organisation in small letters: what opens its team's dashboard. */
  readonly dashboardTokens: ReadonlyMap<string, string>;
  /** Of the PostgreSQL that several processes share; null: this one is alone. */
  readonly databaseUrl: string | null;
  /** What opens `/metrics`; absent: nobody sees them. */
  readonly metricsToken?: string;
  readonly sweepEverySeconds: number;
  readonly redeliverEverySeconds: number;
}

export type SettingsRead =
  | { readonly kind: "settings"; readonly settings: AppSettings }
  /** One sentence each: what is wrong, and what to do. Never a value. */
  | { readonly kind: "wrong"; readonly complaints: readonly string[] };

/** A shorter secret can be guessed from one captured delivery. */
export const leastSecretLength = 32;

/** What is wrong with a webhook secret; null when it will do. */
export function secretComplaint(secret: string | undefined): string | null {
  const make = "Make one with `openssl rand -hex 32`, and give the same to the App's settings on GitHub.";
  if (!secret) return `WEBHOOK_SECRET is not set, so anybody could send events. ${make}`;
  if (secret.length >= leastSecretLength) return null;
  return `WEBHOOK_SECRET has ${secret.length} characters, and at least ${leastSecretLength} are needed. ${make}`;
}

/** Reads and checks the settings. A key may be given in one line with `\n`, in base64, or as it is. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsRead {
  const appId = Number(env.APP_ID);
  const privateKey = pemOf(env.PRIVATE_KEY ?? "");
  const port = Number(env.PORT ?? 3000);
  const sweepEverySeconds = Number(env.SWEEP_EVERY ?? 1800);
  const redeliverEverySeconds = Number(env.REDELIVER_EVERY ?? 300);
  const tokens = (env.DASHBOARD_TOKENS ?? "").split(/[\s,]+/).filter((one) => one !== "");
  const complaints = [
    Number.isSafeInteger(appId) && appId > 0
      ? null
      : `APP_ID is ${env.APP_ID ? "not a number" : "not set"}. It is on the App's settings page on GitHub, under "App ID".`,
    privateKey.includes("PRIVATE KEY-----")
      ? null
      : `PRIVATE_KEY is ${env.PRIVATE_KEY ? "not a PEM key" : "not set"}. Generate one on the App's settings page and give the whole file.`,
    secretComplaint(env.WEBHOOK_SECRET),
    baseUrlComplaint(env),
    isPort(port) ? null : "PORT is not a port. Use a number from 0 to 65535.",
    dashboardComplaint(tokens),
    env.METRICS_TOKEN === undefined || isToken.test(env.METRICS_TOKEN)
      ? null
      : `METRICS_TOKEN has not at least ${leastSecretLength} letters, digits, _ or -. Make one with \`openssl rand -hex 32\`.`,
    secondsComplaint("SWEEP_EVERY", sweepEverySeconds),
    secondsComplaint("REDELIVER_EVERY", redeliverEverySeconds),
    /^(?:postgres(?:ql)?:\/\/.*)?$/.test(env.DATABASE_URL ?? "")
      ? null
      : "DATABASE_URL is no address of a PostgreSQL. Write postgresql://USER:PASSWORD@HOST:5432/NAME, or leave it out.",
  ].filter((complaint) => complaint !== null);
  if (complaints.length > 0) return { kind: "wrong", complaints };
  const settings = {
    ...{ appId, privateKey, webhookSecret: env.WEBHOOK_SECRET!, port },
    baseUrl: baseUrlOf(env),
    host: env.HOST ?? "0.0.0.0",
    logLevel: env.LOG_LEVEL ?? "info",
    dashboardTokens: new Map(tokens.map(pairOf)),
    databaseUrl: env.DATABASE_URL || null,
    ...(env.METRICS_TOKEN === undefined ? {} : { metricsToken: env.METRICS_TOKEN }),
    ...{ sweepEverySeconds, redeliverEverySeconds },
  };
  return { kind: "settings", settings };
}

/** What is wrong with `organisation=token`, by its place in the list. */
function dashboardComplaint(entries: readonly string[]): string | null {
  const place = entries.map(pairOf).findIndex(([owner, token]) => !isLogin.test(owner) || !isToken.test(token)) + 1;
  if (place === 0) return null;
  return `DASHBOARD_TOKENS, entry ${place}, is not organisation=token with a token of at least ${leastSecretLength} letters, digits, _ or -. Make one with \`openssl rand -hex 32\`.`;
}

function secondsComplaint(name: string, seconds: number): string | null {
  const isRight = Number.isInteger(seconds) && seconds >= 10 && seconds <= 86_400;
  return isRight ? null : `${name} is not a number of seconds. Use a whole number from 10 to 86400, or leave it out.`;
}

const isLogin = /^[a-z\d][a-z\d-]{0,38}$/;
const isToken = new RegExp(`^[\\w-]{${leastSecretLength},200}$`);

function pairOf(entry: string): readonly [string, string] {
  const [owner = "", ...token] = entry.split("=");
  return [owner.toLowerCase(), token.join("=")];
}

/** 0 takes any free one. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port < 65_536;
}

function pemOf(text: string): string {
  if (text.includes("-----BEGIN")) return text.replaceAll("\\n", "\n");
  return Buffer.from(text, "base64").toString("utf8");
}
