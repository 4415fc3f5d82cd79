/** The communities file: what it says, who is meant by a name, and what is told when an entry cannot be used. */
import { describe, expect, it } from "vitest";
import { communityNamed, parseCommunities } from "../../src/content/communities.ts";
import { problemText } from "../../src/model/problem.ts";

const file = `communities:
  - slug: estuary
    name: Estuary University
    names: [EU, "Estuary  Uni"]
    representatives: ["@rep-estuary", rep-two]
    contacts: [office@estuary.example.org]
    values: { hub-url: estuary.hub.example.org, seats: 12, paid: yes, open: true }
  - slug: temple
`;

function parsed(source: string) {
  return parseCommunities(source, "communities.yml");
}

function messages(source: string): readonly string[] {
  return parsed(source).problems.map(problemText);
}

describe("parseCommunities", () => {
  it("reads an empty list as nobody, without a word", () => {
    expect(parsed("communities: []\n")).toEqual({ communities: [], problems: [] });
  });

  it("reads names, representatives, contacts and values as text", () => {
    expect(parsed(file)).toEqual({
      communities: [
        {
          slug: "estuary",
          names: ["Estuary University", "EU", "Estuary  Uni"],
          representatives: ["rep-estuary", "rep-two"],
          contacts: ["office@estuary.example.org"],
          values: { "hub-url": "estuary.hub.example.org", seats: "12", paid: "yes", open: "true" },
        },
        { slug: "temple", names: [], representatives: [], contacts: [], values: {} },
      ],
      problems: [],
    });
  });

  it("takes a bare list too", () => {
    expect(parsed("\uFEFF- slug: temple\r\n").communities).toMatchObject([{ slug: "temple" }]);
  });

  const rows = [
    {
      why: "a file that is no list",
      source: "slug: temple\n",
      says: [
        "communities.yml:1:1  communities  The file has no list of communities. Write `communities:` and below it one entry per community, each beginning with `- slug:`.",
      ],
      left: null,
    },
    {
      why: "an entry without a slug; the others stand",
      source: "- name: Temple\n- slug: estuary\n",
      says: [
        "communities.yml:1:3  communities  A community has no `slug` that can be used. Begin it with `slug:` and a short name of letters, digits, hyphens, dots and underscores.",
      ],
      left: ["estuary"],
    },
    {
      why: "a key that is none",
      source: "- slug: estuary\n  hub: x\n",
      says: [
        'communities.yml:2:8  communities  The community estuary has the unknown key "hub". Put what templates should know under `values`.',
      ],
      left: ["estuary"],
    },
    {
      why: "a value that is a list",
      source: "- slug: estuary\n  values: { hubs: [a, b] }\n",
      says: [
        'communities.yml:2:19  communities  The value "hubs" cannot be used. Give it a name of letters, digits, hyphens and underscores, and a text of at most 500 characters.',
      ],
      left: ["estuary"],
    },
    {
      why: "a representative that is a map",
      source: "- slug: estuary\n  representatives: [{ login: a }]\n",
      says: [
        "communities.yml:2:21  communities  `representatives` holds something that is no short text. Write text, in quotes if need be.",
      ],
      left: ["estuary"],
    },
    {
      why: "one name for two",
      source: "- { slug: estuary, name: EU }\n- { slug: temple, name: eu }\n",
      says: [
        'communities.yml:2:3  communities  The communities estuary and temple have one name in common, "eu". Give each names of its own: the shared one means neither.',
      ],
      left: ["estuary", "temple"],
    },
  ];
  it.each(rows)("tells of $why", ({ source, says, left }) => {
    expect(messages(source)).toEqual(says);
    expect(parsed(source).communities?.map(({ slug }) => slug) ?? null).toEqual(left);
  });

  const hostile = [
    { why: "a file beyond 256 KB", source: `# ${"x".repeat(262_144)}\n- slug: a\n` },
    { why: "nesting without end", source: "[".repeat(20_000) },
    {
      why: "aliases that multiply",
      source: `a: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e", "f", "g"].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdef"[index]}`).join(",")}]`).join("\n")}\ncommunities: *g\n`,
    },
  ];
  it.each(hostile)("reads nothing of $why, and says so once", ({ source }) => {
    const { communities, problems } = parsed(source);
    expect(communities).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it("lets no name reach into JavaScript's own objects", () => {
    const { communities } = parsed("- { slug: a, values: { __proto__: x, ok: y } }\n");
    expect(communities?.[0]?.values).toEqual({ ok: "y" });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe("communityNamed", () => {
  const all = parsed(`${file}  - { slug: twin-a, name: Twin }\n  - { slug: twin-b, name: twin }\n`).communities!;

  const rows = [
    { why: "nobody has no name", text: "  ", slug: undefined },
    { why: "the slug", text: "estuary", slug: "estuary" },
    { why: "any of its names, without case", text: "estuary UNIVERSITY", slug: "estuary" },
    { why: "space is no letter", text: " Estuary\u00a0Uni ", slug: "estuary" },
    { why: "a name of two is the name of neither", text: "Twin", slug: undefined },
    { why: "a name that nobody has", text: "Delta", slug: undefined },
  ];
  it.each(rows)("$why", ({ text, slug }) => {
    expect(communityNamed(all, text)?.slug).toBe(slug);
  });

  it("compares letters, not how they are composed", () => {
    const { communities } = parsed("- { slug: x, name: Universit\u00e9 }\n");
    expect(communityNamed(communities!, "Universite\u0301")?.slug).toBe("x");
  });
});
