/** Reads the text of `milepost.yml` from where it lives on GitHub. */
import type { Reader } from "../github/ports.ts";
import type { Problem } from "../model/problem.ts";

export type ConfigPlace =
  /** `.github/milepost.yml` in `.github-private` or `.github` of this organisation. */
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "path"; readonly owner: string; readonly repo: string; readonly path: string };

export type ConfigText =
  /** `where`: `owner/repo:path`, for messages. */
  | { readonly kind: "found"; readonly text: string; readonly where: string }
  | { readonly kind: "absent"; readonly where: string }
  | { readonly kind: "unknown"; readonly why: string }
  | { readonly kind: "problem"; readonly problem: Problem };

export async function readConfig(_reader: Reader, _place: ConfigPlace): Promise<ConfigText> {
  throw new Error("not built");
}
