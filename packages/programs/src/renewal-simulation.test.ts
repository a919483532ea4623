import { Agreement, Customer } from "@perennial/contract";
import {
  addDays,
  ContactPolicy,
  compileProgram,
  localDateOf,
  parseProgram,
  SILENT_PEOPLE,
  type SimulatedEvent,
  type SimulationInput,
  simulate,
} from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { readLibraryProgram } from "./library.ts";
import { readRulePack } from "./rule-pack-library.ts";

const ZONE = "Europe/Stockholm";

/** The renewal program over a year on forty customers, one agreement each. */
async function renewalInput(changes: Partial<SimulationInput> = {}): Promise<SimulationInput> {
  const { program, templates } = parseProgram(await readLibraryProgram("renewal"));
  if (!program) throw new Error("The renewal program has errors.");
  const rulePack = await readRulePack("se-electricity");
  const updatedAt = "2026-11-01T00:00:00.000Z";
  const ids = Array.from({ length: 40 }, (_, index) => `c${String(index).padStart(2, "0")}`);
  return {
    programs: [{ compiled: compileProgram({ program, version: 1 }), templates, rulePack }],
    records: {
      customers: ids.map((id, index) =>
        Customer.parse({
          ...{ id, name: `Kund ${id}`, firstName: "Kim", updatedAt },
          ...(index % 9 !== 4 && { email: `${id}@example.com` }),
          ...(index % 8 !== 3 && { mobile: `+467000000${id.slice(1)}` }),
        }),
      ),
      agreements: ids.map((customerId, index) =>
        Agreement.parse({
          ...{ id: `a-${customerId}`, customerId, product: "Fast 1 år", kind: "fixed", updatedAt },
          ...{ start: "2026-01-01", end: addDays("2027-02-20", index * 4) },
        }),
      ),
    },
    policy: ContactPolicy.parse({ rulePack, timeZone: ZONE, assumeAddressFromSale: true }),
    zone: ZONE,
    tenantName: "Nordanvind Energi",
    from: "2026-11-22",
    to: "2027-11-21",
    seed: 1,
    ...changes,
  };
}

async function run(changes: Partial<SimulationInput> = {}) {
  const events: SimulatedEvent[] = [];
  const input = await renewalInput(changes);
  const result = simulate(input, { onEvent: (event) => events.push(event) });
  const of = (what: SimulatedEvent["what"], step?: string) =>
    events.filter((event) => event.what === what && (step === undefined || event.step === step));
  return { result, of };
}

describe("a year of the renewal program, tried out", () => {
  test("tells everybody in time who can be mailed; of the others staff send letters", async () => {
    const { notice } = (await run({ assumptions: SILENT_PEOPLE })).result;
    expect(notice).toMatchObject({
      ended: 40,
      inTime: 36,
      renewed: 0,
      outsideWindow: { count: 0 },
    });
    expect(notice.unnoticed.groups).toMatchObject([
      { reason: "missing-address", count: 4, handedOver: 4 },
    ]);
  });

  test("thanks for every order once, mails the club once a month, and calls nobody who has answered", async () => {
    const { of, result } = await run();
    expect(result.totals.orders).toBeGreaterThan(10);
    const thanked = [...of("sent", "thanks"), ...of("sent", "thanks-email")];
    expect(new Set(thanked.map(({ agreementId }) => agreementId)).size).toBe(thanked.length);
    const months = of("sent", "club-mail").map(
      ({ customerId, at }) => `${customerId} ${localDateOf(at, ZONE).slice(0, 7)}`,
    );
    expect(months.length).toBeGreaterThan(20);
    expect(new Set(months).size).toBe(months.length);
    for (const { customerId, at } of of("replied")) {
      expect(of("called").filter((call) => call.customerId === customerId && call.at > at)).toEqual(
        [],
      );
    }
  });

  test("everything that it asks for is accounted for", async () => {
    const { asked, done, skipped, withdrawn, waiting } = (await run()).result.effects;
    expect(done + skipped + withdrawn + waiting).toBe(asked);
  });
});
