import { CallSignal } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { exampleAgreement, exampleFacts } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { QuietHoursSetting } from "../policy/quiet-hours-setting.ts";
import { CALL_FIELDS, CallFacts } from "./call-facts.ts";
import { holdForCall } from "./call-in-progress.ts";
import { promisedCall } from "./call-promise.ts";
import { whatFollows } from "./call-report.ts";
import { callerPicture } from "./caller-picture.ts";
import { EXAMPLE_ROUTING } from "./example-routing.ts";
import { identify } from "./identify.ts";
import { compileRouting } from "./route.ts";

describe("a call from beginning to end", () => {
  const facts = exampleFacts({});
  const agreements = [exampleAgreement({})];
  const records = { facts, agreements, offers: [], redemptions: [], enrolments: [], notes: [] };

  it("is recognised, routed, holds the programs, and its promise is there when the customer calls again", () => {
    const candidates = [{ customer: facts.customer, agreementIds: ["A-1"] }];
    const found = identify({ phone: "070-123 45 67" }, candidates);
    expect(found.kind).toBe("one");
    const { signals } = callerPicture({ ...records, promises: [] });
    const catalogue = createCatalogue({ declared: CALL_FIELDS });
    const route = compileRouting(EXAMPLE_ROUTING, catalogue);
    const caller = { kind: "known", customer: { facts, agreements, signals } } as const;
    expect(route(caller, CallFacts.parse({})).skill.value).toBe("agreements");

    const { now, zone, holidays } = facts;
    const on = [{ id: "C-1", startedAt: now }];
    expect(holdForCall(on, { now, zone }).held).toBe(true);
    const { promise } = whatFollows(
      CallSignal.parse({
        ...{ id: "C-1:finished", at: now, type: "call.finished", callId: "C-1" },
        ...{ customerId: "K-1", endedAt: now, agent: "Eva", outcome: "reached" },
        promise: { date: "2026-03-26", about: "fast pris" },
      }),
    );
    if (promise === undefined) throw new Error("the promise was lost");
    const hours = QuietHoursSetting.parse({}).calls;
    const told = promisedCall(promise, { now, place: { zone, holidays }, hours });
    expect(told).toMatchObject({ step: { notBefore: "2026-03-26T08:00:00.000Z" } });
    const again = exampleFacts({ now: "2026-03-26T09:00:00.000Z", today: "2026-03-26" });
    const picture = callerPicture({ ...records, facts: again, promises: [promise] });
    expect(picture.signals.promise).toBe("now");
  });
});
