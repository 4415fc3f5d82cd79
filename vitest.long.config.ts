import { defineConfig } from "vitest/config";

// The same promises as `npm test`, at the length that takes minutes: run by `.ci/run`.
export default defineConfig({
  test: {
    include: ["test/**/*.long.test.ts"],
    // As in vitest.config.ts: one worker for each core.
    maxWorkers: "100%",
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
