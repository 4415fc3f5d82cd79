/** What an App was granted against what `app.yml` asks for: the exact permissions and events that are missing. */
import { readManifest } from "./manifest.ts";

export interface Granted {
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

const order = ["read", "write", "admin"];

/** One sentence for each that is missing. */
export function missingGrants({ permissions, events }: Granted): readonly string[] {
  const wanted = readManifest();
  const poor = Object.entries(wanted.permissions).filter(([name, level]) => {
    return order.indexOf(permissions[name] ?? "") < order.indexOf(level);
  });
  const unheard = wanted.events.filter((event) => !events.includes(event));
  return [
    ...poor.map(
      ([name, level]) =>
        `The App has ${permissions[name] ? `only "${name}: ${permissions[name]}"` : `no permission "${name}"`}, and "${name}: ${level}" is needed. Grant it on the App's settings page, then accept it for the organisation.`,
    ),
    ...(unheard.length > 0
      ? [`The App does not hear of ${unheard.join(", ")}. Tick them on its settings page under "Subscribe to events".`]
      : []),
  ];
}
