// Lives seeded weeks of an organisation under trouble and checks how they end: `npm run simulate -- --seeds 0..299`. It runs
// test/simulation/command.ts through vitest, which reads TypeScript; what is printed is that file's.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const help = `Lives seeded weeks of an organisation under trouble, and checks how they end.

  npm run simulate -- --seeds 0..299            which lives
  npm run simulate -- --seeds 0..99 --faults F8,F12    the same faults in each; what a seed draws, without
  npm run simulate -- --replay 17               one life, told line by line
  npm run simulate -- --safeties 0..299         which seed notices first that a safety is gone
  npm run simulate -- --list                    the faults F1-F36 and properties P1-P14

A life that fails is told short, with the command that lives it again. Ends with 1 when one failed, 2 when it was asked wrongly.`;

function wrong(words) {
  process.stderr.write(`${words}\n(npm run simulate -- --help)\n`);
  process.exit(2);
}

let values;
try {
  const text = { type: "string" };
  const flag = { type: "boolean" };
  const options = { seeds: text, faults: text, replay: text, deeds: text, safeties: text, list: flag, help: flag };
  ({ values } = parseArgs({ options }));
} catch (error) {
  wrong(error.message);
}
if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}
for (const name of ["seeds", "safeties"]) {
  if (values[name] === undefined) continue;
  const found = /^(\d{1,7})\.\.(\d{1,7})$/.exec(values[name]);
  if (!found || Number(found[1]) > Number(found[2]))
    wrong(`--${name} ${values[name]} is no stretch. Write it as 0..299.`);
}
if (values.replay !== undefined && !/^\d{1,7}$/.test(values.replay)) wrong(`--replay ${values.replay} is no seed.`);
if (values.faults !== undefined && !/^F\d{1,2}(,F\d{1,2})*$/.test(values.faults))
  wrong(`--faults ${values.faults} are no faults. Write them as F8,F12.`);

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", "vitest.simulate.config.ts"], {
  stdio: "inherit",
  env: { ...process.env, SIMULATE: JSON.stringify(values) },
});
process.exit(status === 0 ? 0 : 1);
