/**
 * What was asked of GitHub against the permissions that Milepost says it needs: what is asked for but not said, what is
 * said but never asked for, and what nobody has placed yet. Sentences come out; none: all is right.
 */
import { readFileSync } from "node:fs";
import { parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { parse as parseYaml } from "yaml";
import { githubSchema } from "../../src/sandbox/graphql/schema.ts";
import {
  askedByTests,
  byChoice,
  eventNeeds,
  heardElsewhere,
  mutationNeeds,
  type Need,
  routeNeeds,
  typeNeeds,
} from "./needs.ts";

/** What a run of the tests asked in Milepost's name, each once. */
export interface Heard {
  /** Caller and route: `installation GET /repos/{owner}/{repo}`. */
  readonly routes: readonly string[];
  /** GraphQL documents. */
  readonly documents: readonly string[];
}

export interface Said {
  /** `app.yml`: `issues: write` and so on. */
  readonly permissions: Readonly<Record<string, string>>;
  /** Permissions that its events need, of which no call need be seen. */
  readonly ofEvents: readonly string[];
  /** Whether everything was run, so that what was not asked is never asked. */
  readonly isWhole: boolean;
}

/** What `app.yml` asks for. */
export function readManifest(): Pick<Said, "permissions" | "ofEvents"> {
  const text = readFileSync(new URL("../../app.yml", import.meta.url), "utf8");
  const manifest = parseYaml(text) as {
    readonly default_permissions: Readonly<Record<string, string>>;
    readonly default_events: readonly string[];
  };
  return {
    permissions: manifest.default_permissions,
    ofEvents: manifest.default_events.flatMap((event) => eventNeeds[event] ?? []),
  };
}

/** Everything that does not agree. */
export function complaintsOf(heard: Heard, { permissions, ofEvents, isWhole }: Said): readonly string[] {
  const routes = [...new Set(heard.routes.map((one) => routeNamed(one.slice(one.indexOf(" ") + 1))))];
  const { fields, types } = namesIn(heard.documents);
  const asked: readonly (readonly [what: string, need: Need | null | undefined])[] = [
    ...routes.map((route) => [route, routeNeeds[route]] as const),
    ...fields.map((field) => [`mutation ${field}`, mutationNeeds[field]] as const),
    ...types.map((type) => [`fields of ${type}`, needOfType(type)] as const),
  ];
  const ours = asked.filter(([what]) => !(what in askedByTests));
  const unplaced = ours.filter(([, need]) => need === undefined);
  const needs = ours.flatMap(([what, need]) => (need ? [{ what, need }] : []));
  const poor = needs.filter(({ need }) => !byChoice.includes(need) && !isGranted(permissions, need));
  return [
    ...unplaced.map(
      ([what]) => `${what}: say in test/permissions/needs.ts which permission it needs, and where GitHub says so.`,
    ),
    ...poor.map(({ what, need }) => `${what} needs "${need}", and app.yml does not ask for it.`),
    ...(isWhole ? unused({ permissions, ofEvents }, { asked: asked.map(([what]) => what), needs }) : []),
  ];
}

/** A permission at a level that nothing needs, and rows of the tables that nothing asks any more. */
function unused(
  { permissions, ofEvents }: Omit<Said, "isWhole">,
  { asked, needs }: { readonly asked: readonly string[]; readonly needs: readonly { readonly need: Need }[] },
): readonly string[] {
  const isNeeded = ([name, level]: readonly [string, string]) =>
    needs.some(({ need }) => need === `${name}: ${level}`) || (level === "read" && ofEvents.includes(name));
  const idle = Object.entries(permissions).filter((one) => !isNeeded(one));
  const rows = [...Object.keys(routeNeeds), ...Object.keys(mutationNeeds).map((field) => `mutation ${field}`)];
  const wanted = [...rows.filter((row) => !(row in heardElsewhere)), ...Object.keys(askedByTests)];
  return [
    ...idle.map(([name, level]) => `app.yml asks for "${name}: ${level}", and nothing in the tests needs it.`),
    ...wanted
      .filter((row) => !asked.includes(row))
      .map((row) => `${row} is in test/permissions/needs.ts, and no test asks it.`),
  ];
}

/** Whether a granted level covers the one that is needed. */
function isGranted(permissions: Readonly<Record<string, string>>, need: Need): boolean {
  const [name = "", level] = need.split(": ");
  const granted = permissions[name];
  return granted === "admin" || granted === "write" || (granted === "read" && level === "read");
}

/** The sandbox serves most routes and gives their names; the others are paths. */
function routeNamed(route: string): string {
  if (route in routeNeeds) return route;
  const fits = (name: string) => new RegExp(`^${name.replace(/\{\w+\}/g, "[^/]+")}$`).test(route);
  return Object.keys(routeNeeds).find(fits) ?? route;
}

function needOfType(type: string): Need | null | undefined {
  // A mutation's answer needs nothing that the mutation does not need.
  if (type.endsWith("Payload")) return null;
  const fitting = Object.keys(typeNeeds).filter((name) => type.startsWith(name));
  const longest = fitting.sort((one, other) => other.length - one.length)[0];
  return longest === undefined ? undefined : typeNeeds[longest];
}

/** Mutations by field, and the types of which a field other than `__typename` or `id` is read. */
function namesIn(documents: readonly string[]): {
  readonly fields: readonly string[];
  readonly types: readonly string[];
} {
  const fields = new Set<string>();
  const types = new Set<string>();
  for (const document of documents) {
    const info = new TypeInfo(githubSchema());
    const seen = visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType()?.name;
        if (parent === "Mutation") fields.add(name.value);
        else if (parent !== undefined && name.value !== "__typename" && name.value !== "id") types.add(parent);
      },
    });
    visit(parse(document), seen);
  }
  return { fields: [...fields].sort(), types: [...types].sort() };
}
