import { expect, test } from "vitest";
import { openTown } from "./open-town.ts";

test("whom to visit becomes a task in the CRM with why now and what to bring, once for each reason (B-06)", async () => {
  const town = await openTown();
  const { api, world } = town;
  const customer = { kind: "company", attributes: { investmentBudget: true } } as const;
  const norrlast = town.movesIn({ agreementEnds: "2027-12-31", customer });
  const other = town.movesIn({ agreementEnds: "2027-12-31" });
  const draft = await api.ask("takeFromLibrary", { params: { id: "visit" }, body: {} });
  const params = { id: "visit" };
  await api.ask("publishDraft", { params, body: { revision: draft.revision } });
  await api.ask("setProgram", { params, body: { state: "active" } });

  await town.until("2026-03-03 12:00");
  const [task, ...more] = world.crm.tasksOf(norrlast.id);
  expect(more).toEqual([]);
  expect(task?.title).toMatch(/^Besök /);
  expect(task?.body).toContain(
    "nu: företaget har fått investeringsbudget.\n\nTa med en investeringskalkyl.",
  );
  expect(other.tasks()).toEqual([]);

  world.crm.staff.changeCustomer(norrlast.id, { "attributes.plansChange": true });
  await town.until("2026-03-05 12:00");
  const [, again, ...others] = world.crm.tasksOf(norrlast.id);
  expect(others).toEqual([]);
  expect(again?.body).toContain("fått investeringsbudget och planerar att ändra sin produktion");
});
