import { defineConfig } from "vitest/config";

const source = {
  resolve: { conditions: ["perennial-source"] },
  ssr: { resolve: { conditions: ["perennial-source", "module", "node", "development|production"] } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...source,
        test: { name: "unit", include: ["{core,packages,connectors,apps}/*/src/**/*.test.ts"] },
      },
      {
        ...source,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          globalSetup: ["tests/services/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
