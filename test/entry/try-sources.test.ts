/** Whether numbers that no issue holds can be read, as `milepost doctor` and `milepost validate --online` say it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { boardConfig, startLab } from "./lab.ts";
import { runLine } from "./lab-terminal.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const sources = `usage: { file: usage.csv }
satisfaction: { file: survey.csv }
money: { currency: USD, costs: costs.csv }
`;
/** Whoever measures money says what a contract is. */
const contracts = "    form: form.yml\n    contracts: { value: amount, start: begins, end: ends }\n";
const inputs = ["amount", "begins", "ends"].map((id) => `  - { type: input, id: ${id}, attributes: { label: ${id} } }`);
const form = `name: A form\ndescription: For this test.\nbody:\n${inputs.join("\n")}\n`;
const whole = {
  "usage.csv": "date,hub,users\n2026-01-03,canary-reef,4\n2026-01-04,canary-reef,5\n",
  "survey.csv": "community,date,score\ncanary-reef,2026-01-04,9\n",
  "costs.csv": "month,account,amount\n2025-12,canary-cloud,100\n",
};

async function lived(config: string, files: Readonly<Record<string, string>> = whole) {
  const one = await startLab({ config: `${boardConfig}${config.includes("money:") ? contracts : ""}${config}` });
  closing.push(() => one.close());
  const pushed = Object.entries({ ...files, "form.yml": form }).map(([name, text]) => [
    `.github/milepost/${name}`,
    text,
  ]);
  one.push("bd-lead", "openwater/.github", Object.fromEntries(pushed));
  const env = { APP_ID: String(one.app.id), PRIVATE_KEY: one.app.privateKey };
  const token = { GITHUB_TOKEN: await one.appToken() };
  return {
    /** Lines about sources. */
    doctor: async (more: Record<string, string> = {}) => {
      const { code, out } = await runLine("doctor --org openwater", { one, env: { ...env, ...more }, isTTY: true });
      expect(out).not.toContain("canary");
      return [code, ...out.split("\n").filter((line) => line.includes(" sources "))];
    },
    validate: (more: Record<string, string> = {}) =>
      runLine("validate --online --org openwater", { one, env: { ...token, ...more }, isTTY: true }),
  };
}

const at = "openwater/.github:.github/milepost";

describe("sources", () => {
  it("are not spoken of when there are none", async () => {
    const { doctor, validate } = await lived("");
    expect(await doctor()).toEqual([0]);
    const { code, out } = await validate();
    expect([code, out]).toEqual([0, expect.not.stringMatching(/source-|usage-/)]);
  });

  it("that can be read are counted", async () => {
    const { doctor, validate } = await lived(sources);
    expect(await doctor()).toEqual([
      0,
      `  = sources     usage: 2 counts in ${at}/usage.csv.`,
      `  = sources     satisfaction: 1 answer in ${at}/survey.csv.`,
      `  = sources     money.costs: 1 cost in ${at}/costs.csv.`,
    ]);
    const { code, out } = await validate();
    expect([code, out]).toEqual([0, expect.not.stringMatching(/source-|usage-/)]);
  });

  it("that are wrong in part are used, and what they say is not repeated", async () => {
    const { doctor, validate } = await lived(sources, {
      ...whole,
      "usage.csv": `${whole["usage.csv"]}2026-01-04,canary-estuary,-1\n`,
      "survey.csv": `${whole["survey.csv"]}canary-reef,2026-01-04,11\n`,
      "costs.csv": "month,account,amount\n",
    });
    const lists = "`milepost report` lists them under “Data problems”.";
    expect(await doctor()).toEqual([
      0,
      `  ~ sources     usage: 2 counts in ${at}/usage.csv. 1 problem in what ${at}/usage.csv says. ${lists}`,
      `  ~ sources     satisfaction: 1 answer in ${at}/survey.csv. 1 problem in what ${at}/survey.csv says. ${lists}`,
      `  ~ sources     money.costs: 0 costs in ${at}/costs.csv. There is nothing in ${at}/costs.csv. Find out why.`,
    ]);
    const { code, out } = await validate();
    expect([code, out.match(/source-rows/g)?.length]).toEqual([0, 3]);
  });

  it("that are not there are an error", async () => {
    const { doctor, validate } = await lived(sources, {
      "survey.csv": whole["survey.csv"],
      "costs.csv": whole["costs.csv"],
    });
    expect(await doctor()).toEqual([
      2,
      `  ! sources     usage: ${at}/usage.csv  There is no such file. Add it, or correct its path in the config.`,
      `  = sources     satisfaction: 1 answer in ${at}/survey.csv.`,
      `  = sources     money.costs: 1 cost in ${at}/costs.csv.`,
    ]);
    const { code, out } = await validate();
    expect(code).toBe(2);
    expect(out).toContain(`${at}/usage.csv  source-missing  There is no such file.`);
  });

  it("of a release that is not there are an error", async () => {
    const { doctor } = await lived("usage: { file: 'openwater/leads@v1:usage.csv' }\n", {});
    const [code, line] = await doctor();
    expect(code).toBe(2);
    expect(line).toContain("! sources     usage: openwater/leads@v1:usage.csv  There is no such file.");
  });
});

describe("Prometheus", () => {
  const config = (origin: string) => `usage: { prometheus: { url: "${origin}", query: active_users } }\n`;

  async function metrics() {
    const server = createServer((_, response) => {
      const result = [{ metric: { namespace: "canary-reef" }, values: [[Date.UTC(2026, 0, 5) / 1000 - 1, "12"]] }];
      response.end(JSON.stringify({ status: "success", data: { resultType: "matrix", result } }));
    });
    await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
    const close = () => new Promise((done) => server.close(done));
    return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  }

  it("that answers is counted, one that may not be asked is not known, and so is one that is not there", async () => {
    const { origin, close } = await metrics();
    const { doctor, validate } = await lived(config(origin), {});
    const allowed = { PROMETHEUS_ORIGINS: origin };
    expect(await doctor(allowed)).toEqual([0, `  = sources     usage: 1 count in ${origin}.`]);
    expect(await doctor()).toEqual([
      3,
      `  ? sources     usage: ${origin}  ${origin} may not be asked from here. Whoever runs Milepost may add it to PROMETHEUS_ORIGINS.`,
    ]);
    await close();
    const [code, line] = await doctor(allowed);
    expect([code, line]).toEqual([3, expect.stringContaining("Prometheus could not be reached at 127.0.0.1")]);
    const online = await validate(allowed);
    expect(online.code).toBe(0);
    expect(online.out).toContain("Prometheus could not be reached at 127.0.0.1");
  });
});
