import { isGloballyHeldOut, LifecyclePlan } from "@perennial/lifecycle";
import { publishPlanVersion } from "@perennial/store";
import { expect, test } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { smsProvider } from "../deliver/testing/test-provider.ts";
import { DECISIONS, sms, testWorld } from "../deliver/testing/test-world.ts";
import { MONDAY } from "../testing/test-runtime.ts";

const database = useTestDatabase();
const ids = Array.from({ length: 40 }, (_, i) => String(i + 1));
const held = ids.find((id) => isGloballyHeldOut(30, id)) ?? "";
const free = ids.find((id) => !isGloballyHeldOut(30, id)) ?? "";

test("whoever the plan holds out of all marketing gets none, and everything else as everybody", async () => {
  const provider = smsProvider();
  const world = await testWorld(database(), [provider]);
  const given = { state: "given", source: "web" } as const;
  for (const id of [held, free]) {
    // In a program already when the plan is published.
    const enrolment = await world.enrol(id);
    await world.consent(id, given);
    await world.ask(enrolment, sms({ class: "marketing" }), sms({ seq: 2, class: "service" }));
  }
  const plan = LifecyclePlan.parse({ holdout: 30 });
  await world.in((tx) => publishPlanVersion(tx, { plan, at: MONDAY, by: "test" }));
  expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 3, skipped: 1 });
  const decisions = await world.query<{ kind: string }>(DECISIONS);
  expect(decisions.filter(({ kind }) => kind === "skipped")).toMatchObject([
    { reason: "holdout", evidence: { cause: "global" } },
  ]);
  expect(await world.query("select customer_id as id from outbox where state = 'skipped'")).toEqual(
    [{ id: held }],
  );
});
