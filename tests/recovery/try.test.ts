import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planKills } from "./kill-plan.ts";
import { tellStory } from "./tell-story.ts";

test("try", { timeout: 900_000 }, async () => {
  const t = performance.now();
  const clean = await tellStory();
  console.log("clean", performance.now() - t, clean.acts.length, clean.errors.slice(0, 3));
  writeFileSync(
    "/tmp/clean.json",
    JSON.stringify(clean, (k, v) => (v instanceof Map ? [...v] : v instanceof Set ? [...v] : v), 1),
  );
  const n = Number(process.env.KILLS ?? 0);
  if (!n) return;
  const t2 = performance.now();
  const killed = await tellStory(planKills(Number(process.env.SEED ?? 1), n, clean.acts));
  console.log(
    "killed",
    performance.now() - t2,
    killed.kills.length,
    killed.acts.length,
    killed.errors.slice(0, 3),
  );
  writeFileSync(
    "/tmp/killed.json",
    JSON.stringify(
      killed,
      (k, v) => (v instanceof Map ? [...v] : v instanceof Set ? [...v] : v),
      1,
    ),
  );
});
