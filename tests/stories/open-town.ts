import type { World } from "@perennial/simulators";
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest";
import { type NewDatabase, newDatabase } from "../services/new-database.ts";
import { Town } from "./town.ts";
import { modelDatabase, startTownServer } from "./town-server.ts";

let model: NewDatabase | undefined;
beforeAll(async () => {
  model = await modelDatabase(inject("databaseUrl"));
});
afterAll(() => model?.drop());

/** Opens a town for the test that runs, and closes it after; whatever its server calls an error fails the test. */
export async function openTown(): Promise<Town> {
  const database = await newDatabase(inject("databaseUrl"), model);
  onTestFinished(() => database.drop());
  const { server, errors, stop } = await startTownServer(database);
  onTestFinished(async () => {
    await stop();
    expect(errors).toEqual([]);
  });
  const town = new Town(server, database.url);
  onTestFinished(() => expect(left(town.world)).toEqual({ notTaken: [], refused: [] }));
  return town;
}

/** What Perennial's doors never took, and what the CRM refused to do for it. */
function left({ sms, dialer, crm }: World) {
  const results = crm.accepted.entries.map(({ result }) => result);
  return {
    notTaken: [...sms.givenUp, ...dialer.givenUp],
    refused: results.filter(({ status }) => status === "refused"),
  };
}
