import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // What Milepost asks of GitHub in all of them is held against what is said of permissions.
    setupFiles: ["test/permissions/listen.ts"],
    globalSetup: ["test/permissions/collect.ts"],
    include: ["test/**/*.test.ts"],
    exclude: ["test/**/*.long.test.ts"],
    // One worker for each core: by itself vitest leaves one core idle, which on two cores doubles the wait.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
