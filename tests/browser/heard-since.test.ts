import { asTenant, claimListen, endListen, noteListening } from "@perennial/store";
import { expect, test } from "vitest";
import { seriousFindings } from "./harness/accessibility.ts";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole({ customers: 20 });
const HELD = { connection: "crm", holder: "a process" };
const [NOW, LATER] = ["2026-03-02T09:00:00.000Z", "2026-03-03T09:00:00.000Z"];

test("a connection tells since when changes are heard, or why they are not and when it is tried again", async () => {
  const { db } = console().server.runtime;
  const { id } = console().server.tenant;
  await asTenant(db, id, async (tx) => {
    await claimListen(tx, HELD, { now: NOW, until: LATER });
    await noteListening(tx, HELD, NOW);
  });
  const page = await console().open("/connections/crm");
  await page.getByText("Ändringar hörs direkt, sedan", { exact: false }).waitFor();
  const problem = { kind: "forbidden", words: "Give the permission View All Data." } as const;
  await asTenant(db, id, (tx) => endListen(tx, HELD, { next: LATER, failures: 1, problem }));
  await page.reload();
  await page
    .getByText("Kontot låter oss inte höra ändringar direkt. De läses som vanligt.", {
      exact: true,
    })
    .waitFor();
  await page.getByText("Give the permission View All Data.", { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
});
