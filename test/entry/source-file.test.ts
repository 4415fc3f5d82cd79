import { describe, expect, it } from "vitest";
import { readSourceFile, sourceFileName } from "../../src/entry/report/source-file.ts";
import type { Read } from "../../src/model/snapshot.ts";
import { readerOf } from "../observe/fakes.ts";

const place = { owner: "openwater", repo: "data", path: "usage.csv" };
const of =
  (read: Read<string | null>) =>
  async (...asked: readonly string[]) => {
    expect(asked).toContain("usage.csv");
    return read;
  };

describe("a file that is a source", () => {
  it("is its text, from the repository or from the release", async () => {
    const reader = readerOf({
      readFile: of({ known: true, value: "in the repository" }),
      readReleaseAsset: of({ known: true, value: "of the release" }),
    });
    expect(await readSourceFile(place, reader)).toBe("in the repository");
    expect(await readSourceFile({ ...place, release: "cloud" }, reader)).toBe("of the release");
  });

  it("that is not there or cannot be read is a problem, called as the config calls it", async () => {
    const reader = readerOf({
      readFile: of({ known: true, value: null }),
      readReleaseAsset: of({ known: false, why: "502" }),
    });
    expect(await readSourceFile(place, reader)).toMatchObject({
      where: "openwater/data:usage.csv",
      what: "There is no such file.",
    });
    const release = { ...place, release: "cloud" };
    expect(await readSourceFile(release, reader)).toMatchObject({
      where: "openwater/data@cloud:usage.csv",
      what: "The file could not be read. 502",
    });
    expect(sourceFileName(release)).toBe("openwater/data@cloud:usage.csv");
  });
});
