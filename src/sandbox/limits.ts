/**
 * GitHub's limits on what may be written, with its own words. Text goes in, nothing comes out; a refusal is thrown
 * before anything has changed.
 */
import { type FieldProblem, SandboxError } from "./error.ts";

/** https://docs.github.com/en/rest/issues: "body is too long (maximum is 65536 characters)". */
export const longestBody = 65_536;
export const longestTitle = 256;
export const longestLabelName = 50;
/** SDL of `CreateLabelInput.description`: "A brief description of the label" of at most 100 characters. */
export const longestLabelDescription = 100;
export const mostAssignees = 10;
/** https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues */
export const mostSubIssues = 100;
/** Levels of one tree, the top issue counted. Same page; the refusal speaks of 7 layers of sub-issues. */
export const deepestLevels = 8;

/**
 * Each way: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-issue-dependencies
 * ("up to 50 issues"); the words of the refusal are unverified.
 */
export const mostDependencies = 50;
/** The API's own refusal is unverified; 100 is what the page lets people put on. */
export const mostLabels = 100;

/** Refuses an empty title or one that is too long. */
export function checkTitle(title: string, resource: string): void {
  if (title.trim() === "") throw refusal("Title can't be blank", { resource, field: "title", code: "missing_field" });
  checkLength(title, longestTitle, resource, "title");
}

/** Refuses a body that is too long. */
export function checkBody(body: string, resource: string): void {
  checkLength(body, longestBody, resource, "body");
}

/** Refuses an empty comment or one that is too long. */
export function checkComment(body: string): void {
  if (body.trim() === "") {
    throw refusal("Body cannot be blank", { resource: "IssueComment", field: "body", code: "missing_field" });
  }
  checkBody(body, "IssueComment");
}

/** Refuses a label whose name, colour or description GitHub would refuse. */
export function checkLabel(label: { name?: string; color?: string; description?: string | null }): void {
  if (label.name !== undefined) {
    if (label.name.trim() === "") throw refusal("Name can't be blank", labelProblem("name", "missing_field"));
    checkLength(label.name, longestLabelName, "Label", "name");
  }
  if (label.color !== undefined && !/^[0-9a-f]{6}$/i.test(label.color)) {
    throw refusal("Color must be a valid hex code", labelProblem("color", "invalid"));
  }
  checkLength(label.description ?? "", longestLabelDescription, "Label", "description");
}

/** Refuses more people than one issue may have. */
export function checkAssigneeCount(count: number): void {
  if (count <= mostAssignees) return;
  const problem = { resource: "Issue", field: "assignees", code: "invalid" };
  throw refusal(`Assignees cannot be more than ${mostAssignees}`, problem);
}

/** Refuses more labels than one issue may have. */
export function checkLabelCount(count: number): void {
  if (count <= mostLabels) return;
  const problem = { resource: "Issue", field: "labels", code: "invalid" };
  throw refusal(`Labels cannot be more than ${mostLabels}`, problem);
}

/** A refusal of something written, with REST's `errors` entry. */
export function refusal(message: string, problem: FieldProblem | null = null): SandboxError {
  return new SandboxError("UNPROCESSABLE", message, problem);
}

function labelProblem(field: string, code: string): FieldProblem {
  return { resource: "Label", field, code };
}

function checkLength(text: string, most: number, resource: string, field: string): void {
  // Code points, as GitHub's characters; counted only when the cheap upper bound is passed.
  if (text.length <= most || [...text].length <= most) return;
  const name = field[0]!.toUpperCase() + field.slice(1);
  const tail = `is too long (maximum is ${most} characters)`;
  throw refusal(`${name} ${tail}`, { resource, field, code: "custom", message: `${field} ${tail}` });
}
