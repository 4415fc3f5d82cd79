import { describe, expect, it } from "vitest";
import type { Read } from "../../src/model/snapshot.ts";
import { readConfig } from "../../src/observe/config.ts";
import { readerOf } from "./fakes.ts";

type File = Read<string | null>;
const absent: File = { known: true, value: null };
const down: File = { known: false, why: "502 Bad gateway" };
const file = (value: string): File => ({ known: true, value });

function reading(hidden: File, open: File) {
  const reader = readerOf({
    async readFile(owner, repo, path) {
      expect([owner, path]).toEqual(["openwater", ".github/milepost.yml"]);
      return repo === ".github-private" ? hidden : open;
    },
  });
  return readConfig(reader, { kind: "owner", owner: "openwater" });
}

describe("readConfig", () => {
  it("says that there is none when GitHub says so of both places", async () => {
    expect(await reading(absent, absent)).toEqual({ kind: "absent", where: "openwater/.github:.github/milepost.yml" });
  });

  const cases = [
    {
      why: "the public one alone",
      hidden: absent,
      open: file("open"),
      expected: { kind: "found", text: "open", where: "openwater/.github:.github/milepost.yml" },
    },
    {
      why: "the private one alone",
      hidden: file("hidden"),
      open: absent,
      expected: { kind: "found", text: "hidden", where: "openwater/.github-private:.github/milepost.yml" },
    },
    {
      why: "both are a mistake",
      hidden: file("hidden"),
      open: file("open"),
      expected: { kind: "problem", problem: { code: "config-twice", severity: "error" } },
    },
    {
      why: "an unknown private one may be the one that counts",
      hidden: down,
      open: file("open"),
      expected: { kind: "unknown", why: "502 Bad gateway" },
    },
    {
      why: "an unknown public one may make two",
      hidden: file("hidden"),
      open: down,
      expected: { kind: "unknown", why: "502 Bad gateway" },
    },
    {
      why: "unknown is never absent",
      hidden: absent,
      open: down,
      expected: { kind: "unknown", why: "502 Bad gateway" },
    },
  ];
  it.each(cases)("$why", async ({ hidden, open, expected }) => {
    expect(await reading(hidden, open)).toMatchObject(expected);
  });

  it("reads one given path and nothing else", async () => {
    const reader = readerOf({ readFile: async (...place) => file(place.join(" ")) });
    const place = { kind: "path", owner: "o", repo: "r", path: "p.yml" } as const;
    expect(await readConfig(reader, place)).toEqual({ kind: "found", text: "o r p.yml", where: "o/r:p.yml" });
  });
});
