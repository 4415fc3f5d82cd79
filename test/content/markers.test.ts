import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { type Marker, readMarker, renderMarker, stripMarkers } from "../../src/content/markers.ts";

const marker: Marker = {
  kind: "issue",
  key: "leads/I_1/onboarding/1",
  extra: { stage: "lead", visit: 2, of: ["a", "b"] },
};

describe("a marker", () => {
  it.each(["", "No marker here.", "<!-- somebody else's comment -->"])("is not found in %j", (body) => {
    expect(readMarker(body)).toBeNull();
    expect(stripMarkers(body)).toBe(body);
  });

  it("is one comment line", () => {
    expect(renderMarker(marker)).toBe(
      '<!-- milepost {"kind":"issue","key":"leads/I_1/onboarding/1","extra":{"stage":"lead","visit":2,"of":["a","b"]}} -->',
    );
  });

  it("escapes what could end the comment or begin another", () => {
    const text = renderMarker({ kind: "note", key: "--><!-- x --!>", extra: {} });
    expect(text).toContain('"key":"\\u002d\\u002d\\u003e\\u003c!\\u002d\\u002d x \\u002d\\u002d!\\u003e"');
  });

  const text = fc.string({ unit: "binary" });
  const extra = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text)));
  const markers = fc.record({
    kind: fc.constantFrom("issue", "status", "note"),
    key: text.filter((key) => key !== ""),
    extra,
  });
  it("is read back as it was written, and is invisible whatever it holds", () => {
    fc.assert(
      fc.property(markers, (some) => {
        const written = renderMarker(some as Marker);
        expect(readMarker(`Text.\n\n${written}\n`)).toEqual(JSON.parse(JSON.stringify(some)));
        const { children } = fromMarkdown(`${written}\n\nAfter.`);
        expect(children.map(({ type }) => type)).toEqual(["html", "paragraph"]);
        expect(stripMarkers(`Text.\n\n${written}\n\nAfter.`)).toBe("Text.\n\n\nAfter.");
      }),
    );
  });

  const line = renderMarker(marker);
  const other = renderMarker({ kind: "note", key: "k", extra: {} });
  const rows: readonly { readonly body: string; readonly key: string | null; readonly why: string }[] = [
    { body: `${line}\n${other}`, key: marker.key, why: "the first one counts" },
    { body: `${line.replace("}}", "}")}\n${other}`, key: "k", why: "a malformed one is passed over" },
    { body: `<!-- milepost null -->${other}`, key: "k", why: "what is no group is passed over" },
    { body: `<!-- milepost {"kind":"boss","key":"k","extra":{}} -->`, key: null, why: "there is no such kind" },
    { body: `<!-- milepost {"kind":"note","key":"","extra":{}} -->`, key: null, why: "it names nothing" },
    { body: `<!-- milepost {"kind":"note","key":"k","extra":{"a":{}}} -->`, key: null, why: "its extra is too deep" },
    { body: `\`\`\`\n${line}\n\`\`\``, key: null, why: "code is a quotation" },
    {
      body: `\`\`\`\nan open fence\n\n${line}`,
      key: marker.key,
      why: "a fence that nobody closed hides nothing of ours",
    },
    { body: `text ${line} text`, key: marker.key, why: "it need not stand alone" },
    { body: `${line.slice(0, -4)}\n-->`, key: null, why: "it is one line" },
    { body: `a\r\n${line}\r\nb`, key: marker.key, why: "line breaks may be CRLF" },
  ];
  it.each(rows)("in $body is $key: $why", ({ body, key }) => {
    expect(readMarker(body)?.key ?? null).toBe(key);
  });

  it("is taken out with its line, and code is left alone", () => {
    expect(stripMarkers(`a\n${line}\nb ${other} c\n\`\`\`\n${line}\n\`\`\`\n\n${other}`)).toBe(
      `a\nb  c\n\`\`\`\n${line}\n\`\`\``,
    );
  });
});
