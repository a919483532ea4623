import { expect, test } from "vitest";
import { SOON } from "./calendar.ts";
import { openTown } from "./town.ts";

test("the customer's record tells everything", async () => {
  const town = await openTown();
  const anna = town.movesIn({ agreementEnds: SOON.agreementEnds, consents: [] });
  await town.until("2026-03-11 09:00");
  anna.answersThePhone("reached");
  await town.until("2026-03-12 12:00");
  const order = anna.orders("web");
  await town.until("2026-03-13 12:00");
  for (const locale of ["sv", "en"] as const)
  console.log(JSON.stringify((await town.api.ask("explainCustomer", { params: { id: anna.id }, query: { locale } })), null, 1));
  console.log(JSON.stringify((await town.api.ask("getTimeline", { params: { id: anna.id } })), null, 1));
  expect(1).toBe(1);
});
