import { afterEach, expect, test } from "vitest";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { type SavedRecord, type Saving, saveRecords } from "./save-records.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface Writing extends SalesforceWorld {
  readonly waits: readonly number[];
  save(saving: Saving, ...records: readonly SavedRecord[]): ReturnType<typeof saveRecords>;
}

async function writing(): Promise<Writing> {
  const of = await salesforceWorld();
  open.push(of);
  const waits: number[] = [];
  const tools = {
    ...{ client: of.client, abort: new AbortController().signal },
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  };
  return { ...of, waits, save: (saving, ...records) => saveRecords(tools, saving, records) };
}

const CREATE = { object: "Contact", how: "create" } as const;
const UPDATE = { object: "Contact", how: "update" } as const;
const contact = (LastName: string | null): SavedRecord => ({ values: { LastName } });

test("records are written two hundred at a time, and told in the order they came in", async () => {
  const of = await writing();
  const names = Array.from({ length: 450 }, (_, n) => `Berg ${n}`);
  const outcomes = await of.save(CREATE, ...names.map(contact));
  expect(outcomes.every(({ saved }) => saved)).toBe(true);
  const [first, last] = [outcomes[0], outcomes.at(-1)];
  const nameOf = (outcome: typeof first) =>
    outcome?.saved ? of.org.staff.look(outcome.id)?.values.LastName : undefined;
  expect([nameOf(first), nameOf(last)]).toEqual(["Berg 0", "Berg 449"]);
  expect(of.client.usage()?.used).toBe(3);
});

test("one that is refused costs no other, and says its code and its fields", async () => {
  const of = await writing();
  const [good, bad, other] = await of.save(CREATE, contact("Berg"), contact(null), contact("Ek"));
  expect([good?.saved, other?.saved]).toEqual([true, true]);
  expect(bad).toMatchObject({
    saved: false,
    error: { kind: "invalid", message: expect.stringMatching(/REQUIRED_FIELD_MISSING.*LastName/) },
  });
});

test("one that somebody holds is tried again, and told as such when it stays so", async () => {
  const of = await writing();
  const ids = ["Anna", "Eva"].map((LastName) => of.org.staff.create("Contact", { LastName }).id);
  const [anna = "", eva = ""] = ids;
  const change = (Id: string) => ({ values: { Id, LastName: "Berg" } });
  of.org.staff.lock(anna, 2);
  expect(await of.save(UPDATE, change(anna), change(eva))).toMatchObject([
    { saved: true, id: anna },
    { saved: true, id: eva },
  ]);
  expect(of.waits.map((wait) => [wait >= 500, wait >= 2_000])).toEqual([
    [true, false],
    [true, true],
  ]);
  of.org.staff.lock(anna, 99);
  const [held] = await of.save(UPDATE, change(anna));
  expect(held).toMatchObject({ saved: false, error: { kind: "unavailable", retryAfter: 5_000 } });
});

test("a call that fails hides nothing of those before it, and says what may have been done", async () => {
  const of = await writing();
  let calls = 0;
  const client = {
    request: (options: Parameters<typeof of.client.request>[0]) => {
      calls += 1;
      if (calls === 2) of.salesforce.trouble.add({ answer: "daily-limit", times: 1 });
      return of.client.request(options);
    },
  };
  const tools = { client, abort: new AbortController().signal };
  const records = Array.from({ length: 600 }, (_, n) => contact(`Berg ${n}`));
  const outcomes = await saveRecords(tools, CREATE, records);
  const kinds = outcomes.map((each) => (each.saved ? "saved" : each.error.kind));
  expect([kinds[0], kinds[199], kinds[200], kinds[599]]).toEqual([
    ...["saved", "saved", "rate-limited", "rate-limited"],
  ]);
  expect([calls, of.org.staff.list("Contact").length]).toEqual([2, 200]);
});

test("those that the customer's own code cannot bear together are sent in smaller calls", async () => {
  const of = await writing();
  of.org.staff.addTrigger({ type: "Contact", most: 60 });
  const names = Array.from({ length: 120 }, (_, n) => `Berg ${n}`);
  const outcomes = await of.save(CREATE, ...names.map(contact));
  expect(outcomes.every(({ saved }) => saved)).toBe(true);
  expect(of.org.staff.list("Contact")).toHaveLength(120);
  // One call of 120, then three of at most 50.
  expect(of.client.usage()?.used).toBe(4);
});

test("those of one parent are written together", async () => {
  const of = await writing();
  const [ask = "", birk = ""] = ["Ask", "Birk"].map(
    (Name) => of.org.staff.create("Account", { Name }).id,
  );
  const parents = [birk, ask, birk, ask];
  const records = parents.map((parent, n) => ({
    ...{ parent, values: { LastName: `Berg ${n}`, AccountId: parent } },
  }));
  const outcomes = await of.save(CREATE, ...records);
  const ids = outcomes.flatMap((each) => (each.saved ? [each.id] : []));
  // Ids are given in the order of writing.
  const written = ids.toSorted().map((id) => of.org.staff.look(id)?.values.AccountId);
  expect(written).toEqual([ask, ask, birk, birk]);
  expect(ids.map((id) => of.org.staff.look(id)?.values.AccountId)).toEqual(parents);
});

test("an object or a field that is no name is refused before anything is sent", async () => {
  const of = await writing();
  const saving = { object: "Contact", how: { upsertBy: "Id/../Account" } } as const;
  await expect(of.save(saving, contact("Berg"))).rejects.toMatchObject({ kind: "invalid" });
  expect(of.client.usage()).toBeUndefined();
});
