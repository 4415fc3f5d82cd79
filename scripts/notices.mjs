// What licences ask for when their code is passed on: the notices of every package that a bundle holds, as one text. Read
// from the packages as they are installed, so that nothing can be forgotten; a package that says nothing fails the build.
import { readdirSync, readFileSync } from "node:fs";

// The folders of the packages in a bundle, by esbuild's own account of what went into it.
export function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)].sort();
}

// The text that goes beside the bundle.
export function noticesOf(metafile) {
  return [
    "Milepost's Action holds the following packages, unchanged but for being joined into one file. Each stands under its own\n" +
      "licence, which follows its name and where it comes from. The list of public holidays in date-holidays is CC BY-SA 3.0;\n" +
      "the pages that it is made from are named in that package's notice.\n",
    ...packagesIn(metafile).map(noticeOf),
  ].join(`\n${"-".repeat(80)}\n\n`);
}

function noticeOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(file));
  const texts = files.sort().map((file) => readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim());
  if (texts.length === 0 && typeof license !== "string") throw new Error(`${folder} says nothing of its licence.`);
  // A few packages have no such file: what their package.json says is all there is to pass on.
  const said = `Licence: ${license}. Author: ${typeof author === "string" ? author : (author?.name ?? "not said")}.`;
  const source = typeof repository === "string" ? repository : (repository?.url ?? "");
  return `${name} ${version}\n${source}\n\n${texts.length === 0 ? said : texts.join("\n\n")}\n`;
}
