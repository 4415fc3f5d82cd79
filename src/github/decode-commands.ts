/**
 * Which lines of a comment are commands. A comment is one for us only when its first line is: then every further
 * command line counts too, in order. What is quoted, in code or in an HTML comment is never one. The text is untrusted
 * and is kept as it was typed, short.
 */

const names = "stage|hold|resume|waiting|approve|why|help";

/** Up to three spaces, as Markdown allows before it takes a line for code. */
const command = new RegExp(`^ {0,3}/(?:${names})(?:\\s|$)`, "i");

/** A column or a stage has at most fifty-odd characters; a longer line is no command that could be meant. */
const mostLength = 200;

const mostCommands = 10;

/** Null when the first line that is not blank is no command. At most ten, each at most two hundred characters. */
export function commandsOf(body: string): readonly string[] | null {
  const lines = body.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first === -1 || !command.test(lines[first]!)) return null;
  return proseOf(lines.slice(first))
    .filter((line) => command.test(line))
    .slice(0, mostCommands)
    .map((line) => line.trim().slice(0, mostLength).trimEnd());
}

/** The lines outside fenced code and HTML comments; one that is never closed runs to the end. */
function proseOf(lines: readonly string[]): readonly string[] {
  const prose: string[] = [];
  let fence: string | null = null;
  let hidden = false;
  for (const line of lines) {
    const marks = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (hidden) hidden = !line.includes("-->");
    else if (fence !== null) fence = marks && closes(marks, fence) ? null : fence;
    else if (marks) fence = marks[1]!;
    else if (/^ {0,3}<!--/.test(line)) hidden = !line.includes("-->");
    else prose.push(line);
  }
  return prose;
}

function closes([, marks = "", rest = ""]: RegExpExecArray, fence: string): boolean {
  return marks[0] === fence[0] && marks.length >= fence.length && rest.trim() === "";
}
