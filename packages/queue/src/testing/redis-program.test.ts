import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { QueueError } from "../queue-error.ts";
import { findRedisProgram } from "./redis-program.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a machine that has no Redis and can unpack none is told what to do", async () => {
  const cache = await mkdtemp(join(tmpdir(), "perennial-test-cache-"));
  vi.stubEnv("PATH", "/nowhere");
  const found = findRedisProgram(cache);
  await expect(found).rejects.toThrow(QueueError);
  await expect(found).rejects.toThrow(/Set REDIS_URL .* or install/);
  await rm(cache, { recursive: true });
});
