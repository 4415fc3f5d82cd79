import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/entry/make-folder.ts";

describe("a folder to write in", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "milepost-folder-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("is left as it is where it is there", () => {
    makeFolder(home);
    makeFolder(".");
    makeFolder("/");
    expect(existsSync(home)).toBe(true);
  });

  it("is made with those above it", () => {
    makeFolder(join(home, "a/b/c"));
    expect(existsSync(join(home, "a/b/c"))).toBe(true);
  });

  it("is refused where a file is in the way", () => {
    writeFileSync(join(home, "a"), "");
    expect(() => makeFolder(join(home, "a"))).toThrow("EEXIST");
    expect(() => makeFolder(join(home, "a/b"))).toThrow("ENOTDIR");
  });

  it.skipIf(!existsSync("/proc/self"))("is refused, not waited for, where none can be made", () => {
    expect(() => makeFolder("/proc/milepost")).toThrow("ENOENT");
    expect(() => makeFolder("/proc/milepost/deeper")).toThrow("ENOENT");
  });
});
