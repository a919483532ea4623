import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { PROGRAMS_ENVIRONMENT } from "./tests/programs/programs-folder.ts";

/** Without "module": it leads to what bundlers read, which Node cannot always load. */
const conditions = ["perennial-source", "node", "development|production"];

/** Everything runs from source: no build stands between a change and its tests. */
const source = {
  resolve: { conditions: ["perennial-source"] },
  ssr: { resolve: { conditions } },
  environments: { __vitest__: { resolve: { conditions } } },
};

/** Programs that tests start find what was compiled before, and two thousand modules in a few files. */
const env = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"), ...PROGRAMS_ENVIRONMENT };

export default defineConfig({
  ...source,
  test: {
    // Many tests wait for what others do, a lease to end or a process to come up: one file at a time, as is usual on
    // two processors, would be as slow as it is idle.
    maxWorkers: 4,
    globalSetup: ["tests/programs/global-setup.ts"],
    projects: [
      {
        ...source,
        test: {
          name: "unit",
          env,
          include: [
            "{core,packages,connectors,apps}/*/src/**/*.test.ts",
            // What is uploaded to a vendor holds no tests.
            "apps/*/test/**/*.test.{ts,tsx}",
          ],
          globalSetup: ["packages/store/src/testing/global-setup.ts"],
          setupFiles: ["tests/properties/one-seed.ts"],
          sequence: { groupOrder: 1 },
          // Files share what they import: most of them would read more than they test. What a file opens it closes, and
          // what it sets it sets back.
          isolate: false,
          // What hangs is told by it; how long a busy machine takes is nobody's fault.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...source,
        test: {
          name: "integration",
          env,
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/browser/**"],
          globalSetup: ["tests/services/global-setup.ts"],
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        ...source,
        test: {
          name: "browser",
          env,
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: ["tests/browser/harness/global-setup.ts"],
          // Before all else, and no more than there are processors: a browser works all the time.
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
