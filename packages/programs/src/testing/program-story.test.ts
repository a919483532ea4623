import { Agreement, Customer } from "@perennial/contract";
import {
  ContactPolicy,
  compileProgram,
  daysBetween,
  localDateOf,
  parseProgram,
  SILENT_PEOPLE,
  type SimulatedEvent,
  simulate,
} from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { readLibraryProgram } from "../library.ts";
import { readRulePack } from "../rule-pack-library.ts";
import { ProgramStory } from "./program-story.ts";

const ZONE = "Europe/Stockholm";
const FROM = "2026-11-22";
// In a dry run somebody calls, in a story nobody does.
const settings = { callAttempts: 0 };

/** A dry run of silent people, told in the lines of a story. */
async function dryRun(customer: Customer, agreement: Agreement): Promise<readonly string[]> {
  const { program, templates } = parseProgram(await readLibraryProgram("renewal"));
  if (!program) throw new Error("The renewal program has errors.");
  const rulePack = await readRulePack("se-electricity");
  const events: SimulatedEvent[] = [];
  simulate(
    {
      programs: [
        { compiled: compileProgram({ program, version: 1, settings }), templates, rulePack },
      ],
      records: { customers: [customer], agreements: [agreement] },
      policy: ContactPolicy.parse({ rulePack, timeZone: ZONE, assumeAddressFromSale: true }),
      ...{ zone: ZONE, tenantName: "Nordanvind", from: FROM, to: "2027-06-30", seed: 1 },
      assumptions: SILENT_PEOPLE,
    },
    { onEvent: (event) => events.push(event) },
  );
  return events.flatMap(({ at, what, channel, step, reason }) => {
    const day = `day ${daysBetween(FROM, localDateOf(at, ZONE))}`;
    if (what === "sent") return [`${day} ${channel === "phone" ? "call" : channel} ${step}`];
    if (what === "skipped") return [`${day} skipped ${step} (${reason})`];
    if (what === "left") return [`${day} ended: ${reason}`];
    return what === "task" ? [`${day} task ${step}`] : [];
  });
}

const updatedAt = "2026-11-01T00:00:00.000Z";

test.each([
  ["who can be reached", { mobile: "+46701234567", email: "anna@example.com" }],
  ["without a mobile", { email: "anna@example.com" }],
  ["without e-mail", { mobile: "+46701234567" }],
  ["on the objection list", { mobile: "+46701234567", doNotCall: true }],
  ["in New York", { email: "anna@example.com", timeZone: "America/New_York" }],
])("a story goes as a dry run does for a silent customer %s", async (_, changes) => {
  const base = { id: "c1", name: "Anna Berg", firstName: "Anna", updatedAt };
  const none = { mobile: undefined, email: undefined };
  const customer = Customer.parse({ ...base, ...changes });
  const agreement = Agreement.parse({
    ...{ id: "a1", customerId: "c1", product: "Fast 1 år", kind: "fixed", updatedAt },
    ...{ start: "2026-01-01", end: "2027-03-31" },
  });
  const story = await ProgramStory.of("renewal", {
    ...{ at: `${FROM}T00:00:00.000Z`, customer: { ...none, ...customer }, consents: [] },
    ...{ settings, agreements: [agreement], policy: { assumeAddressFromSale: true } },
  });
  story.until("2027-04-30");
  const told = await dryRun(customer, agreement);
  expect(told.length).toBeGreaterThan(2);
  expect(story.lines).toEqual(told);
});
