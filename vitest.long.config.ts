import { defineConfig } from "vitest/config";

// The same promises as `npm test`, at the length that takes minutes: run by `.ci/run`.
export default defineConfig({
  test: {
    // What Milepost asks of GitHub in all of them is held against what is said of permissions.
    setupFiles: ["test/permissions/listen.ts"],
    globalSetup: ["test/permissions/collect.ts"],
    include: ["test/**/*.long.test.ts"],
    // As in vitest.config.ts: one worker for each core.
    maxWorkers: "100%",
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
