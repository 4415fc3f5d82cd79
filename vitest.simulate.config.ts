import { defineConfig } from "vitest/config";

// For `npm run simulate`: one file, which prints for itself.
export default defineConfig({
  test: {
    include: ["test/simulation/command.ts"],
    reporters: [{}],
    disableConsoleIntercept: true,
    testTimeout: 24 * 3600 * 1000,
  },
});
