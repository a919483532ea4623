import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";

const Users = z.looseObject({
  value: z.array(z.looseObject({ systemuserid: z.string(), fullname: z.string().nullish() })),
});
const Teams = z.looseObject({
  value: z.array(z.looseObject({ teamid: z.string(), name: z.string().nullish() })),
});
const Currencies = z.looseObject({
  value: z.array(z.looseObject({ transactioncurrencyid: z.string(), isocurrencycode: z.string() })),
});

/** Who can own rows, and which currencies there are. */
export interface OrganizationNames {
  /** What people call an owner, by its row's id. */
  readonly owners: ReadonlyMap<string, string>;
  /** ISO 4217 codes, by their rows' ids. */
  readonly currencies: ReadonlyMap<string, string>;
}

/** Reads an organisation's users, teams and currencies. Throws a `ConnectorError`. */
export async function readNames(client: DynamicsClient): Promise<OrganizationNames> {
  return { owners: await ownerNames(client), currencies: await currencyCodes(client) };
}

/** What rows are mapped with. Throws a `ConnectorError` where the organisation cannot be asked. */
export async function mappingContextOf({
  settings,
  names,
}: DynamicsTools): Promise<MappingContext> {
  const { owners, currencies } = await names();
  return {
    settings,
    ownerName: (id) => owners.get(id.toLowerCase()),
    currencyCode: (id) => currencies.get(id.toLowerCase()),
    fingerprint: fingerprintOf(settings),
  };
}

async function ownerNames(client: DynamicsClient): Promise<ReadonlyMap<string, string>> {
  const select = (path: string, $select: string) =>
    client.request({ method: "GET", path: [path], query: { $select }, accept: [403] });
  const users = await select("systemusers", "systemuserid,fullname");
  const teams = await select("teams", "teamid,name");
  // Whoever may not read them goes without names.
  const people = users.status === 403 ? [] : users.read(Users).value;
  const groups = teams.status === 403 ? [] : teams.read(Teams).value;
  return new Map([
    ...people.map(({ systemuserid, fullname }) => named(systemuserid, fullname)),
    ...groups.map(({ teamid, name }) => named(teamid, name)),
  ]);
}

function named(id: string, name: string | null | undefined): readonly [string, string] {
  return [id.toLowerCase(), name?.trim() || id];
}

async function currencyCodes(client: DynamicsClient): Promise<ReadonlyMap<string, string>> {
  const answer = await client.request({
    ...{ method: "GET", path: ["transactioncurrencies"], accept: [403] },
    query: { $select: "transactioncurrencyid,isocurrencycode" },
  });
  if (answer.status === 403) return new Map();
  const { value } = answer.read(Currencies);
  return new Map(
    value.map(({ transactioncurrencyid: id, isocurrencycode: code }) => [id.toLowerCase(), code]),
  );
}
