/**
 * One recipe → the issue that it makes, or what stands in the way. Nothing is opened on a template, repository or board
 * that could not be read, and no value goes to a more public place unless the config lists it there.
 */
import { needsCommunity } from "../../content/community-names.ts";
import { type Marker, renderMarker } from "../../content/markers.ts";
import { renderTemplate, type Template } from "../../content/template.ts";
import type { ValueScope } from "../../content/values.ts";
import type { CreateIssue, Reason } from "../../model/change.ts";
import type { NodeId } from "../../model/key.ts";
import type { IssueRecipe } from "../../model/pipeline.ts";
import type { Read, Repository } from "../../model/snapshot.ts";
import { labelsIn, repositoryNamed } from "../label.ts";
import { note, nothing, type Part, problem, together } from "../part.ts";
import { mayFlow, visibilityOf, visibilityProblem } from "../privacy.ts";
import { templateAt } from "../templates.ts";
import { madeByGitHub, type ValueTexts, valuesOf } from "../values.ts";
import { leastPublic } from "../visibility.ts";
import type { Ground } from "./ground.ts";
import { fieldsHandedDown, visibilityOfSetting } from "./handed-down.ts";

/** An issue that is wanted. */
export interface Order {
  readonly recipe: IssueRecipe;
  readonly values: ValueTexts;
  /** One sentence with who and when. */
  readonly fact: string;
  readonly key: string;
  readonly parent: CreateIssue["parent"];
  /** Config path of the step that wants it. */
  readonly rule: string;
  /** Config path of the recipe itself, for problems. */
  readonly path: string;
  /** More for the marker of the new issue. The caller has seen that it may be read where the issue opens. */
  readonly extra?: Marker["extra"];
}

/** The changes that make the issue. `opens` is false when something stands in the way; then `part` says what. */
export interface Opening {
  readonly opens: boolean;
  readonly part: Part;
}

/** Plans one issue, with the labels that it needs and its place does not have. */
export function planIssue(ground: Ground, order: Order): Opening {
  const { recipe } = order;
  const repository = repositoryNamed(ground, recipe.repository ?? ground.home);
  if (!repository.known) return notNow(order, repository.why);
  const parsed = templateAt(ground.world, recipe.template);
  if (!parsed.known) return notNow(order, parsed.why);
  const { template, problems } = parsed.value;
  if (template === null) return { opens: false, part: { ...nothing, problems } };
  const projects = projectsOf(ground, recipe);
  if (!projects.known) return notNow(order, projects.why);
  const refusal = ownerProblem(ground, order, repository.value) ?? visibilityProblem(ground, order, repository.value);
  if (refusal !== null) return { opens: false, part: refusal };
  return fill(ground, order, { repository: repository.value, template, projects: projects.value });
}

interface Place {
  readonly repository: Repository;
  readonly template: Template;
  readonly projects: readonly NodeId[];
}

function fill(ground: Ground, order: Order, { repository, template, projects }: Place): Opening {
  const scope = scopeFor(ground, order);
  if (!scope.known) return notNow(order, scope.why);
  const { values, problems } = valuesOf(order.values, scope.value, order.path);
  const flow = mayFlow(ground, order, { repository, template, values });
  const handed = fieldsHandedDown(ground, order, { repository, scope: scope.value });
  if (handed.refusal !== null) return { opens: false, part: handed.refusal };
  const stage: Readonly<Record<string, string>> = template.stage === null ? {} : { stage: template.stage };
  const marker = renderMarker({ kind: "issue", key: order.key, extra: { ...stage, ...order.extra, ...handed.extra } });
  const rendered = renderTemplate(template, flow.values, {
    ...(order.recipe.title === null ? {} : { title: order.recipe.title }),
    trusted: madeByGitHub(order.values),
    reserve: marker.length + 2,
  });
  const said: Part = { ...handed.part, problems: [...problems, ...handed.part.problems, ...rendered.problems] };
  const refusal = flow.refuse(rendered.missing);
  if (refusal !== null) return { opens: false, part: refusal };
  if (said.problems.some(({ severity }) => severity === "error")) return { opens: false, part: said };
  const because: Reason = { rule: order.rule, fact: order.fact };
  const { wanted, create } = labelsIn(ground, repository, [...rendered.labels, ...order.recipe.labels], because);
  const issue: CreateIssue = {
    ...because,
    kind: "create-issue",
    key: order.key,
    repository: repository.id,
    repositoryName: `${repository.owner}/${repository.name}`,
    title: rendered.title,
    body: `${rendered.body.trimEnd()}\n\n${marker}`,
    labels: wanted,
    assignees: unique([...rendered.assignees, ...order.recipe.assignees]),
    parent: order.parent,
    projects,
    ...(repository.visibility !== "public" && holdsSecrets(ground, order) ? { onlyWhile: repository.visibility } : {}),
  };
  return {
    opens: true,
    part: together(said, unfilled(order, rendered.missing), { ...nothing, changes: [...create, issue] }),
  };
}

/** Unknown when a text names the community and the communities file could not be read. */
function scopeFor(ground: Ground, order: Order): Read<ValueScope> {
  const scope = ground.scope();
  const unread = textsOf(order).some(needsCommunity) ? ground.community() : null;
  return scope.known && unread !== null && !unread.known ? unread : scope;
}

/** Whether anything in the issue comes from a place that not everybody may read. */
function holdsSecrets(ground: Ground, order: Order): boolean {
  const own = order.recipe.fields.map((setting) => visibilityOfSetting(ground, setting));
  const texts = textsOf(order).map((text) => visibilityOf(text, ground));
  return leastPublic(ground.visibility, ...own, ...texts) !== "public";
}

/** Liquid of the config that the new issue is made from, besides its template. */
function textsOf({ values, recipe }: Order): readonly string[] {
  return [...Object.values(values), ...recipe.fields.flatMap(({ value }) => (value.kind === "text" ? value.text : []))];
}

function unfilled({ path }: Order, missing: readonly string[]): Part {
  return missing.length === 0 ? nothing : note(`${path} opens with these left empty: ${missing.join(", ")}.`);
}

function projectsOf({ world }: Ground, { board }: IssueRecipe): Read<readonly NodeId[]> {
  if (board === null) return { known: true, value: [] };
  const read = world.boards[board] ?? { known: false, why: `the board ${board} was not read` };
  return read.known ? { known: true, value: [read.value.id] } : read;
}

/** GitHub keeps sub-issues within one owner. https://docs.github.com/en/rest/issues/sub-issues */
function ownerProblem({ item }: Ground, { parent, path }: Order, { owner, name }: Repository): Part | null {
  if (parent.kind === "none" || item === null || owner.toLowerCase() === item.owner.toLowerCase()) return null;
  return problem({
    code: "parent-other-owner",
    where: path,
    what: `A sub-issue in ${owner}/${name} cannot belong to an issue of ${item.owner}: GitHub keeps sub-issues within one owner.`,
    todo: `Name a repository of ${item.owner}.`,
    severity: "error",
  });
}

function notNow({ path }: Order, why: string): Opening {
  return {
    opens: false,
    part: problem({
      code: "not-readable",
      where: path,
      what: `Nothing was opened, because ${why}.`,
      todo: "It is tried again at the next look; if this stays, check what the App may read.",
      severity: "warning",
    }),
  };
}

function unique(names: readonly string[]): readonly string[] {
  return names.filter(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  );
}
