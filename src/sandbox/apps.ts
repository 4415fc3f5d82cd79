/**
 * Registers Apps and installs them on organisations. Keys are made once per process and handed out in order: making
 * one takes up to a second, and two Apps of one sandbox must not share theirs.
 */
import { generateKeyPairSync } from "node:crypto";
import { createAccount, install } from "./ops-accounts.ts";
import type { AccountRow, AppRow, Id, InstallationRow } from "./rows.ts";
import type { Sandbox, SandboxApp } from "./sandbox.ts";
import type { World } from "./world.ts";

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const pool: Keys[] = [];

/** Installs an App on all repositories of an organisation; registers it when the slug is new. */
export function installApp(
  world: World,
  privateKeys: Map<Id, string>,
  options: Parameters<Sandbox["installApp"]>[0],
): SandboxApp {
  const { store } = world;
  const org = store.accountByLogin(options.org);
  if (!org) throw new Error(`There is no organisation "${options.org}" in this sandbox. Make it first.`);
  const app = store.appBySlug(options.slug) ?? register(world, privateKeys, org, options);
  const installation: InstallationRow = {
    databaseId: store.ids.make("A").databaseId,
    app: app.id,
    account: org.id,
    repositories: "all",
    permissions: { ...options.permissions },
    suspended: false,
  };
  install(world, { account: ownerOf(world, org), viaApp: null, viewer: null }, installation);
  return {
    id: app.databaseId,
    slug: app.slug,
    botId: app.bot,
    privateKey: privateKeys.get(app.id)!,
    webhookSecret: app.webhookSecret,
    installationId: installation.databaseId,
  };
}

function register(
  world: World,
  privateKeys: Map<Id, string>,
  org: AccountRow,
  options: Parameters<Sandbox["installApp"]>[0],
): AppRow {
  const { store } = world;
  const keys = keysAt(store.apps.size);
  const app: AppRow = {
    ...store.ids.make("A"),
    slug: options.slug,
    name: options.slug,
    owner: org.id,
    bot: createAccount(world, "Bot", options.slug).id,
    publicKey: keys.publicKey,
    webhookSecret: options.webhookSecret,
    permissions: { ...options.permissions },
    events: [...options.events],
  };
  store.apps.set(app.id, app);
  privateKeys.set(app.id, keys.privateKey);
  return app;
}

function ownerOf(world: World, org: AccountRow): Id {
  for (const [account, role] of world.store.memberships.get(org.id) ?? []) if (role === "admin") return account;
  return org.id;
}

function keysAt(place: number): Keys {
  while (pool.length <= place) {
    pool.push(
      generateKeyPairSync("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
      }),
    );
  }
  return pool[place]!;
}
