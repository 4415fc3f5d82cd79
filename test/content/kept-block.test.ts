import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendBlock, hasBlock, updateBlock } from "../../src/content/kept-block.ts";

const list = "- [ ] One\n- [ ] Two\n- [ ] Two";

/** The lines between the markers. */
function inside(body: string | null): readonly string[] {
  const lines = (body ?? "").split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith("<!-- milepost-block"));
  return lines.slice(
    first + 1,
    lines.findIndex((line) => line.startsWith("<!-- /milepost-block")),
  );
}

describe("a kept block", () => {
  it("is left as it is when nothing changed", () => {
    const body = appendBlock("Hello", "accounts", list);
    expect(updateBlock(body, "accounts", list)).toBe(body);
    expect(appendBlock(body, "accounts", list)).toBe(body);
  });

  it("cannot be updated where it is not", () => {
    expect(updateBlock("Hello", "accounts", list)).toBeNull();
    expect(updateBlock(appendBlock("", "accounts", list).replace(/<!-- \/.*/, ""), "accounts", list)).toBeNull();
    expect(hasBlock(`\`\`\`\n${appendBlock("", "a", "x")}\n\`\`\``, "a")).toBe(false);
  });

  it.each([
    {
      why: "ticks stay, the second of two equal ones too",
      edit: (body: string) => body.replace("[ ] One", "[x] One").replace(/\[ \] Two\n(?=<)/, "[X] Two\n"),
      next: "- [ ] Zero\n- [ ] One\n- [ ] Two\n- [ ] Two\n- [ ] Three",
      is: ["- [ ] Zero", "- [x] One", "- [ ] Two", "- [X] Two", "- [ ] Three"],
    },
    {
      why: "lines that people added, and their order, stay",
      edit: (body: string) => body.replace("- [ ] One\n- [ ] Two\n", "- [ ] Mine\n- [ ] Two\n- [x] One\n"),
      next: "- [ ] One\n- [ ] New\n- [ ] Two\n- [ ] Two",
      is: ["- [ ] Mine", "- [ ] Two", "- [x] One", "- [ ] New", "- [ ] Two"],
    },
    {
      why: "what the template has no more goes, unless somebody ticked it",
      edit: (body: string) => body.replace("[ ] One", "[x] One"),
      next: "- [ ] Three",
      is: ["- [ ] Three", "- [x] One"],
    },
    {
      why: "what people took out is not put back",
      edit: (body: string) => body.replace("- [ ] One\n", ""),
      next: "- [ ] One\n- [ ] Two\n- [ ] Two\n- [ ] Three",
      is: ["- [ ] Two", "- [ ] Two", "- [ ] Three"],
    },
    {
      why: "what people reworded is theirs",
      edit: (body: string) => body.replace("[ ] One", "[ ] One (laptop)"),
      next: `${list}\n- [ ] Three`,
      is: ["- [ ] One (laptop)", "- [ ] Two", "- [ ] Two", "- [ ] Three"],
    },
  ])("$why", ({ edit, next, is }) => {
    const body = edit(appendBlock("Hello", "accounts", list));
    const updated = updateBlock(body, "accounts", next);
    expect(inside(updated)).toEqual(is);
    expect(updateBlock(updated!, "accounts", next)).toBe(updated);
  });

  it("changes no byte outside itself", () => {
    const piece = fc.constantFrom(
      "`x`",
      "$(id)",
      '"""',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: -- people write this in bodies
      "${{ secrets.X }}",
      "😀",
      "\r\n",
      "\n",
      "```",
      "# h",
      "- [x] a",
      "<!-- c -->",
      "a".repeat(3000),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.array(piece, { maxLength: 5 }), (before, after) => {
        const [head, tail] = [before.join(""), `\n${after.join("")}`];
        const whole = appendBlock(head, "k", list) + tail;
        expect(whole.startsWith(head)).toBe(true);
        const updated = updateBlock(whole, "k", `${list}\n- [ ] Last`);
        // Fences around it may hide it; then it is not touched at all.
        if (updated === null) return;
        expect(updated.startsWith(head)).toBe(true);
        expect(updated.endsWith(tail)).toBe(true);
        expect(updated).toContain("- [ ] Last");
      }),
      { numRuns: 200 },
    );
  });
});
