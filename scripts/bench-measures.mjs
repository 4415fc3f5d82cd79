// The part of the benchmark that measures the measures: waits through Kaplan–Meier and Aalen–Johansen, beside R's
// `survfit` over the same waits when Rscript and its package survival are installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aalenJohansen } from "../dist/measure/aalen-johansen.js";
import { kaplanMeier } from "../dist/measure/kaplan-meier.js";

const sizes = [10_000, 100_000, 1_000_000];
const curves = { "Kaplan–Meier": kaplanMeier, "Aalen–Johansen": aalenJohansen };

export function benchMeasures() {
  const rows = {};
  for (const [name, curve] of Object.entries(curves)) {
    let before = null;
    let asks = true;
    for (const size of sizes) {
      const waits = waitsOf(size, name === "Kaplan–Meier" ? ["signed"] : ["signed", "lost"]);
      const ours = best(() => curve(waits), size < 1_000_000 ? 10 : 3);
      const theirs = asks ? timeR(waits) : null;
      // Where R gave up on fewer, it would on more.
      asks = theirs !== null;
      rows[`${name}, ${size.toLocaleString("en")} waits`] = {
        seconds: round(ours.seconds),
        "times the size before": before === null ? "" : round(ours.seconds / before),
        "R survfit, seconds": theirs === null ? "not here, or over 60" : round(theirs.seconds),
        "Milepost / R": theirs === null ? "" : round(ours.seconds / theirs.seconds),
        "greatest difference": theirs === null ? "" : Math.abs(theirs.last - lastOf(ours.found)).toExponential(1),
      };
      before = ours.seconds;
    }
  }
  return rows;
}

/** Whole seconds of exponential waits with a mean of 60 days, a third of them still open: few are ties. */
function waitsOf(size, ends) {
  const time = new Float64Array(size);
  const end = new Uint8Array(size);
  let state = 42;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  for (let n = 0; n < size; n++) {
    time[n] = 1 + Math.floor(-Math.log(random()) * 60 * 86_400);
    end[n] = random() < 1 / 3 ? 0 : 1 + Math.floor(random() * ends.length * 0.999999);
  }
  return { time, entry: null, end, ends };
}

/** The quickest of a few: the machine has other work too. */
function best(run, rounds) {
  let seconds = Number.POSITIVE_INFINITY;
  let found = null;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    found = run();
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  return { seconds, found };
}

/** The same waits through R, the quickest of several; null when R or its package is not installed, or takes over a minute. */
function timeR({ time, end, ends }) {
  const folder = mkdtempSync(join(tmpdir(), "milepost-bench-"));
  try {
    writeFileSync(join(folder, "time"), time);
    writeFileSync(join(folder, "end"), Int32Array.from(end));
    const what = ends.length > 1 ? `factor(end, 0:${ends.length})` : "end";
    const share = ends.length > 1 ? "fit$pstate[, 2]" : "fit$surv";
    const script = `suppressMessages(library(survival)); set <- commandArgs(TRUE)
      time <- readBin(file.path(set, "time"), "double", ${time.length})
      end <- readBin(file.path(set, "end"), "integer", ${time.length})
      seconds <- Inf
      for (round in 1:${time.length > 100_000 ? 2 : 10}) seconds <- min(seconds, system.time(
        fit <- survfit(Surv(time, ${what}) ~ 1, conf.type = "log-log", timefix = FALSE))["elapsed"])
      cat(sprintf("%.6f %.17g", seconds, tail(${share}, 1)))`;
    const r = spawnSync("Rscript", ["-e", script, folder], { encoding: "utf8", timeout: 60_000 });
    if (r.error || r.status !== 0) return null;
    const [seconds, last] = r.stdout.trim().split(" ").map(Number);
    return { seconds, last };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the curve ends: a figure that both have. */
function lastOf(curve) {
  return (curve.survival ?? curve.ends[0].incidence).at(-1);
}

function round(value) {
  return Number(value.toPrecision(3));
}
