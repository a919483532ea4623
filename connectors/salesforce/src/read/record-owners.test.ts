import { afterEach, expect, test } from "vitest";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { withContacts } from "./record-owners.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function world(personAccounts = false): Promise<SalesforceWorld> {
  const one = await salesforceWorld({ org: { personAccounts } });
  open.push(one);
  return one;
}

const FIELDS = { contact: "ContactId", account: "AccountId" };

test("a record belongs to the contact it names, else to its account's oldest, else to nobody", async () => {
  const { org, client, wait } = await world();
  const make = (type: string, values: Record<string, string>) => org.staff.create(type, values).id;
  const [full, empty] = [make("Account", { Name: "Full" }), make("Account", { Name: "Empty" })];
  const first = make("Contact", { LastName: "Berg", AccountId: full });
  wait(60);
  const second = make("Contact", { LastName: "Ek", AccountId: full });
  const owned = await withContacts(client, FIELDS, [
    { Id: "02iDn00000AbCdEIAV", ContactId: second, AccountId: full },
    { Id: "02iDn00000AbCdFIAV", ContactId: null, AccountId: full },
    { Id: "02iDn00000AbCdGIAV", ContactId: null, AccountId: empty },
    { Id: "02iDn00000AbCdHIAV" },
  ]);
  expect(owned.map(({ contactId }) => contactId)).toEqual([second, first, undefined, undefined]);
});

test("what a person account has belongs to its own contact", async () => {
  const { org, client } = await world(true);
  const { id } = org.staff.create("Account", { FirstName: "Anna", LastName: "Berg" });
  const [owned] = await withContacts(client, FIELDS, [{ Id: "02iDn00000AbCdEIAV", AccountId: id }]);
  expect(owned?.contactId).toMatch(/^003/);
});

test("a page of two thousand accounts is ten statements", async () => {
  const { org, client } = await world();
  const names = Array.from({ length: 2_000 }, (_, n) => `Konto ${n}`);
  const accounts = org.staff.fill(
    "Account",
    names.map((Name) => ({ Name })),
  );
  org.staff.fill(
    "Contact",
    accounts.map((AccountId) => ({ LastName: "Berg", AccountId })),
  );
  const asked: string[] = [];
  const query = (statement: string) => {
    asked.push(statement);
    return client.query(statement);
  };
  const records = accounts.map((AccountId) => ({ Id: AccountId, AccountId }));
  const owned = await withContacts({ query }, FIELDS, records);
  expect([asked.length, new Set(owned.map(({ contactId }) => contactId)).size]).toEqual([
    10, 2_000,
  ]);
});
