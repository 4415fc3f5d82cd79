// Known holes in what is installed, by `npm audit` over the lock file. A registry that has no list of them, or no network,
// is no reason to fail at a desk: it is said loudly, and where MILEPOST_REQUIRE_ADVISORIES=1 is set it fails.
import { execFileSync } from "node:child_process";

// What npm printed → what to say and whether it is a failure. `printed`: the JSON of `npm audit --json`.
export function judgeAdvisories(printed, isRequired) {
  const report = parsed(printed);
  const found = report?.metadata?.vulnerabilities;
  if (typeof found?.total !== "number" || typeof report.vulnerabilities !== "object") {
    const why = typeof report?.message === "string" ? withoutAddress(report.message) : "npm gave no list";
    const words = `advisories not checked: ${why}.`;
    return {
      fails: isRequired,
      words: isRequired
        ? `${words} MILEPOST_REQUIRE_ADVISORIES=1 asks for it: use a registry that has advisories.`
        : `WARNING: ${words} Known holes in dependencies would not be seen here.`,
    };
  }
  const names = Object.entries(report.vulnerabilities).map(
    ([name, { severity, range }]) => `${name} ${range} (${severity})`,
  );
  if (found.total === 0 && names.length === 0)
    return { fails: false, words: "advisories: none for what is installed." };
  return {
    fails: true,
    words: `advisories: ${names.join(", ")}. Look at \`npm audit\`, and take a version without, or say in .github/decisions why it does no harm.`,
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Which registry somebody uses is their own affair.
function withoutAddress(text) {
  return text.replace(/\s*-?\s*(?:GET|POST)?\s*https?:\/\/\S+/g, "");
}

function audit() {
  try {
    return execFileSync("npm", ["audit", "--json", "--package-lock-only"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 120_000,
    });
  } catch (error) {
    // npm ends with 1 when it found something, and when it could not look.
    return String(error.stdout ?? "");
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { fails, words } = judgeAdvisories(audit(), process.env.MILEPOST_REQUIRE_ADVISORIES === "1");
  (fails ? console.error : console.log)(words);
  process.exitCode = fails ? 1 : 0;
}
