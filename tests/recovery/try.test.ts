import { writeFileSync } from "node:fs";
import { test } from "vitest";
import { balance } from "./books.ts";
import { planKills } from "./kill-plan.ts";
import { outcomeOf } from "./outcome.ts";
import { tellStory } from "./tell-story.ts";

const plain = (_key: string, v: unknown) => (v instanceof Map || v instanceof Set ? [...v] : v);
test("try", { timeout: 1_900_000 }, async () => {
  const t = performance.now();
  const clean = await tellStory();
  console.log(
    "clean",
    performance.now() - t,
    clean.acts.length,
    clean.errors.slice(0, 3),
    balance(clean),
  );
  writeFileSync(
    "/tmp/clean.json",
    JSON.stringify({ ...clean, outcome: outcomeOf(clean) }, plain, 1),
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
    balance(killed),
  );
  writeFileSync(
    "/tmp/killed.json",
    JSON.stringify({ ...killed, outcome: outcomeOf(killed) }, plain, 1),
  );
});
