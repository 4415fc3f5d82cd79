/**
 * The config's small Liquid texts over one item → values for a template. They may name `item.*`, the answers to the
 * pipeline's form as `form.*`, what may be known of its community as `community.*`, `stage` and `pipeline`; nothing else
 * of the snapshot is in reach.
 */
import { isAlwaysSaid } from "../content/community-names.ts";
import { readAnswers, readHeadings } from "../content/form.ts";
import { isUnfilled } from "../content/placeholders.ts";
import { renderValue, type ValueScope } from "../content/values.ts";
import { variableName } from "../content/variable-name.ts";
import { refText } from "../model/key.ts";
import type { Problem } from "../model/problem.ts";
import type { Read } from "../model/snapshot.ts";
import { type CommunityValues, communitiesVisibility, communityOf } from "./community.ts";
import type { Case } from "./part.ts";
import { formAt } from "./templates.ts";
import { isMorePublic } from "./visibility.ts";

/** Liquid texts by the variable that they fill. */
export type ValueTexts = Readonly<Record<string, string>>;

export interface Values {
  readonly values: Readonly<Record<string, string>>;
  /** Variables that came out empty or still hold a placeholder, in the order given. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Everything that texts on the item itself may name; unknown when the pipeline's form could not be read. `inside`: also
 * what may be used but not said there. A community that could not be read is left out: texts that ask for it must wait
 * (`needsCommunity`).
 */
export function scopeOf(
  { item, pipeline, place, world, config }: Omit<Case, "scope">,
  reach: "here" | "inside" = "here",
): Read<ValueScope> {
  const form = pipeline.form === null ? null : formAt(world, pipeline.form);
  if (form !== null && !form.known) return form;
  const answers = form?.value ? readAnswers(item.body, form.value) : readHeadings(item.body);
  const { owner, repo, number, title, url, author, createdAt } = item;
  const about = { title, url, number, owner, repo, createdAt, ref: refText({ owner, repo, number }) };
  const read = communityOf({ world, config, pipeline }, answers);
  const community = read.known ? read.value : null;
  return {
    known: true,
    value: {
      item: { ...about, author: author?.login ?? null },
      form: answers,
      stage: place.id,
      pipeline: pipeline.name,
      community:
        community === null || reach === "inside" ? community : sayable(community, { item, world, config, pipeline }),
    },
  };
}

/** What of a community may be said on the item: all of it, unless the item is more public than the file. */
function sayable(
  community: CommunityValues,
  { item, world, config, pipeline }: Pick<Case, "item" | "world" | "config" | "pipeline">,
): CommunityValues {
  if (!isMorePublic(item.visibility, communitiesVisibility(world, config))) return community;
  const accepts = (config.repositories[pipeline.items.repository]?.accepts ?? []).map(variableName);
  const kept = Object.entries(community).filter(([name]) => isAlwaysSaid(name) || accepts.includes(variableName(name)));
  return Object.fromEntries(kept);
}

/** Evaluates the texts one by one. `where` is the config path of the texts. */
export function valuesOf(texts: ValueTexts, scope: ValueScope, where: string): Values {
  const rendered = Object.entries(texts).map(([name, text]) => ({ name, ...evaluate(text, scope) }));
  return {
    values: Object.fromEntries(rendered.map(({ name, text }) => [name, text])),
    missing: rendered.filter(({ text, missing }) => missing.length > 0 || isUnfilled(text)).map(({ name }) => name),
    problems: rendered.flatMap(({ name, problems }) =>
      problems.map((one) => ({ ...one, where: `${where}.values.${name}` })),
    ),
  };
}

/** Most values are plain words, which need no Liquid. */
function evaluate(text: string, scope: ValueScope): ReturnType<typeof renderValue> {
  return /\{[{%]/.test(text) ? renderValue(text, scope) : { text, problems: [], missing: [] };
}

/** Variables that hold nothing but an address or number which GitHub made: they may stay links. */
export function madeByGitHub(texts: ValueTexts): readonly string[] {
  const whole = /^\s*\{\{-?\s*item\.(?:url|ref|number)\s*-?\}\}\s*$/;
  return Object.keys(texts).filter((name) => whole.test(texts[name]!));
}
