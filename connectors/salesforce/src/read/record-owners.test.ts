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

/** Two thousand accounts with a contact each, and a record of each. */
function fill({ org }: SalesforceWorld) {
  const names = Array.from({ length: 2_000 }, (_, n) => `Konto ${n}`);
  const accounts = org.staff.fill(
    "Account",
    names.map((Name) => ({ Name })),
  );
  org.staff.fill(
    "Contact",
    accounts.map((AccountId) => ({ LastName: "Berg", AccountId })),
  );
  return accounts.map((AccountId) => ({ Id: AccountId, AccountId }));
}

const callsOf = ({ org, clock }: SalesforceWorld) =>
  org.calls.most - org.calls.remaining(Date.parse(clock.now()));

test("the owners of a page of two thousand records are asked for in two calls", async () => {
  const of = await world();
  const records = fill(of);
  const before = callsOf(of);
  const owned = await withContacts(of.client, FIELDS, records);
  expect([callsOf(of) - before, new Set(owned.map(({ contactId }) => contactId)).size]).toEqual([
    2, 2_000,
  ]);
});

test("a statement that is refused among others is asked by itself, and says why where it is refused again", async () => {
  const of = await world();
  const records = fill(of).slice(0, 600);
  of.org.permissions.hideFields("Contact.CreatedDate");
  await expect(withContacts(of.client, FIELDS, records)).rejects.toMatchObject({
    message: expect.stringContaining("CreatedDate"),
  });
});

test("more contacts than an answer holds are all read", async () => {
  const of = await world();
  const [one, two] = fill(of)
    .slice(0, 201)
    .filter((_, at) => at % 200 === 0);
  const many = Array.from({ length: 2_500 }, (_, n) => `Ek ${n}`);
  of.org.staff.fill(
    "Contact",
    many.map((LastName) => ({ LastName, AccountId: one?.AccountId ?? "" })),
  );
  const asked = [...fill(of), one, two].flatMap((each) => each ?? []);
  const owned = await withContacts(of.client, FIELDS, asked);
  expect(owned.filter(({ contactId }) => contactId === undefined)).toEqual([]);
});
