import type { Signal } from "@perennial/contract";
import { readConsents } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { MONDAY } from "../deliver/testing/test-records.ts";
import { sms, testWorld } from "../deliver/testing/test-world.ts";
import { applySignals } from "./apply-signals.ts";

const database = useTestDatabase();

describe("a complaint", () => {
  test("ends marketing on its channel for who got the message, with proof, and for nobody else", async () => {
    const world = await testWorld(database(), []);
    const enrolment = await world.enrol("1");
    await world.enrol("2");
    await world.ask(enrolment, sms());
    const commandId = `t${world.tenant.id}-e${enrolment}-1`;
    const complaint = { type: "message.complained", channel: "email", feedback: "abuse" } as const;
    const signals: Signal[] = [
      { ...complaint, id: "c1", at: MONDAY, commandId },
      { ...complaint, id: "c2", at: MONDAY, commandId: "t999999-e1-1" },
    ];
    const { tenant } = world;
    for (const _repeat of [1, 2]) {
      await world.in((tx) => applySignals(world.context, tx, { tenant, signals }));
    }
    const consents = await world.in((tx) => readConsents(tx, ["1", "2"]));
    expect([...consents.values()].flat()).toMatchObject([
      {
        ...{ customerId: "1", channel: "email", purpose: "marketing", state: "withdrawn" },
        ...{ at: MONDAY, source: "complaint" },
        proof: `reported ${commandId} to the mail provider: abuse`,
      },
    ]);
  });
});
