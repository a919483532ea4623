import { anyCommand } from "@perennial/conformance";
import { day, line, moment, money } from "@perennial/simulators";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OrganizationSession, organizationSession } from "../testing/organization-session.ts";
import { keyOf, rowIdOf } from "./command-key.ts";

let at: OrganizationSession;
let rep: string;
let anna: string;
beforeEach(async () => {
  at = await organizationSession();
  rep = at.org.staff.hire({ firstName: "Olle", lastName: "Ek", email: "olle@contoso.example" });
  const ownerid = { table: "systemuser", id: rep };
  anna = at.org.staff.create("contact", { firstname: "Anna", lastname: "Ek", ownerid }).id;
});
afterEach(() => at.stop());

const look = (table: string, id: string) => at.org.staff.look(table, id)?.values;

test("a task and a call go to the customer's owner, and stand on the customer's timeline", async () => {
  const task = { ...anyCommand("create-task", "t1"), customerId: anna, dueAt: at.clock.now() };
  const call = { ...anyCommand("put-call", "c1"), customerId: anna, priority: 80 };
  expect(await at.perform(task)).toMatchObject({ outcome: "accepted" });
  expect(await at.perform(call)).toMatchObject({ outcome: "accepted" });
  const owned = {
    ownerid: { table: "systemuser", id: rep },
    regardingobjectid: { table: "contact", id: anna },
  };
  expect(look("task", rowIdOf("task", "t1"))).toMatchObject({ subject: "Ring upp", ...owned });
  expect(look("phonecall", rowIdOf("phonecall", "c1"))).toMatchObject({
    ...{ phonenumber: "+46700000001", prioritycode: 2, directioncode: true },
    ...owned,
  });
  const parties = at.org.staff.list("activityparty").map(({ values }) => values);
  expect(parties).toMatchObject([
    { participationtypemask: 1, partyid: { id: rep } },
    { participationtypemask: 2, partyid: { id: anna } },
  ]);
});

test("an owner who has left gets no task: it is there all the same", async () => {
  at.org.staff.setDisabled(rep, true);
  const task = { ...anyCommand("create-task", "t1"), customerId: anna, assignee: "Kundtjänst" };
  expect(await at.perform(task)).toMatchObject({ outcome: "accepted" });
  const made = look("task", rowIdOf("task", "t1"));
  expect(made?.ownerid).toEqual({ table: "systemuser", id: at.appUser });
  expect(made?.description).toContain("Kundtjänst");
});

test("a repeated task is the one that is there, as people have left it", async () => {
  const task = { ...anyCommand("create-task", "t1"), customerId: anna };
  await at.perform(task);
  const id = rowIdOf("task", "t1");
  at.org.staff.change("task", id, { statecode: 1, statuscode: 5, subject: "Gjort" });
  expect(await at.perform(task)).toMatchObject({ outcome: "accepted", providerId: id });
  expect(at.org.staff.list("task")).toHaveLength(1);
  expect(look("task", id)).toMatchObject({ subject: "Gjort", statecode: 1 });
});

test("a call put again is as it was put last, until it is made; then it stays, and is not withdrawn", async () => {
  const call = { ...anyCommand("put-call", "c1"), customerId: anna };
  const id = rowIdOf("phonecall", "c1");
  await at.perform(call);
  await at.perform({ ...call, reason: "Nytt skäl" });
  expect(look("phonecall", id)?.subject).toBe("Anna Ek: Nytt skäl");
  at.org.staff.change("phonecall", id, { statecode: 1, statuscode: 2 });
  await at.perform({ ...call, reason: "För sent" });
  const withdrawal = { ...anyCommand("withdraw-call", "w1"), customerId: anna, callId: "c1" };
  expect(await at.perform(withdrawal)).toMatchObject({ outcome: "accepted" });
  expect(look("phonecall", id)).toMatchObject({ subject: "Anna Ek: Nytt skäl", statecode: 1 });
});

test("touchpoints are activities of the solution's, many in one request, one at fault costing no other", async () => {
  const own = { isCustom: true };
  for (const column of [line("prnl_channel", 100, own), moment("prnl_at", own)])
    at.org.staff.setColumn("prnl_touchpoint", column);
  const note = (id: string, customerId: string) => ({
    ...anyCommand("add-note", id),
    ...{ customerId, channel: "sms" as const },
  });
  const lost = "00000000-0000-4000-8000-000000000001";
  const receipts = await at.session.perform([note("n1", anna), note("n2", lost), note("n3", anna)]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(["accepted", "refused", "accepted"]);
  const rows = at.org.staff.list("prnl_touchpoint").map(({ values }) => values);
  expect(rows.map((row) => row.prnl_key).toSorted()).toEqual([keyOf("n1"), keyOf("n3")].toSorted());
  expect(rows[0]).toMatchObject({ prnl_channel: "sms", regardingobjectid: { id: anna } });
  expect(Date.parse(String(rows[0]?.prnl_at))).toBe(Date.parse("2026-03-02T08:59:00.000Z"));
});

test("without our solution a touchpoint is a note, once", async () => {
  const bare = await organizationSession({}, { tables: [] });
  const { id } = bare.org.staff.create("contact", { lastname: "Ek" });
  const note = { ...anyCommand("add-note", "n1"), customerId: id };
  await bare.perform(note);
  await bare.perform(note);
  const rows = bare.org.staff.list("annotation").map(({ values }) => values);
  expect(rows).toMatchObject([{ objectid: { table: "contact", id } }]);
  expect(rows[0]?.notetext).toContain("Påminnelse skickad");
  await bare.stop();
});

test("a no to marketing by mail is written as the one to bulk mail, and a yes takes it back", async () => {
  const command = { ...anyCommand("update-consent", "u1"), customerId: anna };
  await at.perform(command);
  expect(look("contact", anna)).toMatchObject({ donotbulkemail: true, donotemail: false });
  await at.perform({ ...command, id: "u2", state: "given" });
  expect(look("contact", anna)).toMatchObject({ donotbulkemail: false });
  const sms = await at.perform({ ...command, id: "u3", channel: "sms" });
  expect(sms).toMatchObject({ outcome: "refused", kind: "invalid" });
});

test("amounts are written in whole units, days without a zone, and moments as they are", async () => {
  const own = { isCustom: true };
  const columns = [
    ...[money("prnl_value", own), day("prnl_nextrenewal", own), moment("prnl_pauseduntil", own)],
    line("prnl_tier", 100, own),
  ];
  for (const column of columns) at.org.staff.setColumn("contact", column);
  const written = {
    ...{ value: 123_450, nextRenewal: "2026-12-24T23:30:00.000Z", tier: "gold" },
    pausedUntil: "2026-12-01T08:00:00.000Z",
  };
  const update = { ...anyCommand("update-record", "u1"), customerId: anna, recordId: anna };
  const command = { ...update, values: written };
  expect(await at.perform(command)).toMatchObject({ outcome: "accepted" });
  const values = look("contact", anna);
  expect(values).toMatchObject({
    ...{ prnl_value: 1234.5, prnl_nextrenewal: "2026-12-25", prnl_tier: "gold" },
  });
  expect(Date.parse(String(values?.prnl_pauseduntil))).toBe(Date.parse(written.pausedUntil));
  const attempt = { command, attemptedAt: at.clock.now() };
  expect(await at.session.lookUp?.([attempt])).toMatchObject([{ found: true }]);
  const other = { ...command, values: { ...written, value: 123_460 } };
  expect(await at.session.lookUp?.([{ ...attempt, command: other }])).toMatchObject([
    { found: false },
  ]);
});

test("many customers are written in one request; one who is gone costs no other, and the last word on a row stays", async () => {
  at.org.staff.setColumn("contact", line("prnl_tier", 100, { isCustom: true }));
  const ids = at.org.staff.fill(
    "contact",
    Array.from({ length: 9 }, (_one, n) => ({ lastname: `${n}` })),
  );
  const gone = ids[4] ?? "";
  at.org.staff.remove("contact", gone);
  const update = (recordId: string, tier: string) => ({
    ...{ ...anyCommand("update-record", `${recordId}-${tier}`), customerId: recordId, recordId },
    values: { tier },
  });
  const commands = [...ids.map((id) => update(id, "silver")), update(ids[0] ?? "", "gold")];
  const receipts = await at.session.perform(commands);
  expect(receipts.map(({ commandId }) => commandId)).toEqual(commands.map(({ id }) => id));
  const refused = receipts.filter(({ outcome }) => outcome !== "accepted");
  expect(refused).toMatchObject([{ commandId: `${gone}-silver`, kind: "not-found" }]);
  const tiers = ids.flatMap((id) => look("contact", id)?.prnl_tier ?? []);
  expect(tiers).toEqual(["gold", ...Array.from({ length: 7 }, () => "silver")]);
  expect(at.org.staff.list("contact")).toHaveLength(9);
});

test("a field that has no column, and a column that is not there, are refused with what to do", async () => {
  const update = { ...anyCommand("update-record", "u1"), customerId: anna, recordId: anna };
  for (const [values, words] of [
    [{ mood: "good" }, "the settings name no column for mood"],
    [{ risk: 3 }, "the table contact has no column prnl_risk"],
  ] as const)
    expect(await at.perform({ ...update, values })).toMatchObject({
      ...{ outcome: "refused", kind: "invalid", message: expect.stringContaining(words) },
    });
});

test("a field that has no column costs the others nothing, and the log says so", async () => {
  at.org.staff.setColumn("contact", line("prnl_tier", 100, { isCustom: true }));
  const update = { ...anyCommand("update-record", "u1"), customerId: anna, recordId: anna };
  expect(await at.perform({ ...update, values: { mood: "good", tier: "gold" } })).toMatchObject({
    outcome: "accepted",
  });
  expect(look("contact", anna)).toMatchObject({ prnl_tier: "gold" });
  expect(at.log.lines.filter((one) => one.includes("mood"))).toHaveLength(1);
});

test("an agreement's own columns are written where the settings read them", async () => {
  const session = await at.open({ agreements: [{ name: "service", from: "entitlement" }] });
  const { id } = at.org.staff.create("entitlement", {
    ...{ name: "Service", startdate: "2026-01-01", enddate: "2026-12-31" },
    customerid: { table: "contact", id: anna },
  });
  const [refused, done] = await session.perform([
    {
      ...{ ...anyCommand("update-record", "a1"), customerId: anna, object: "agreement" as const },
      ...{ recordId: `entitlement:${id}`, values: { mood: "good" } },
    },
    {
      ...{ ...anyCommand("update-record", "a2"), customerId: anna, object: "agreement" as const },
      ...{ recordId: `entitlement:${id}`, values: { end: "2027-06-30" } },
    },
  ]);
  expect(refused).toMatchObject({ outcome: "refused", kind: "invalid" });
  expect(done?.outcome).toBe("accepted");
  expect(look("entitlement", id)).toMatchObject({ enddate: "2027-06-30" });
});

test("what is written to a customer who is gone makes nobody", async () => {
  at.org.staff.remove("contact", anna);
  const command = { ...anyCommand("update-consent", "u1"), customerId: anna };
  expect(await at.perform(command)).toMatchObject({ outcome: "refused", kind: "not-found" });
  expect(at.org.staff.list("contact")).toHaveLength(0);
});

test("429 with Retry-After 300 puts all commands off for five minutes, and nothing is written", async () => {
  at.org.trouble.add({ limit: "requests", retryAfterSeconds: 300, times: 50 });
  const ids = ["t1", "t2", "t3"];
  const receipts = await at.session.perform(
    ids.map((id) => ({ ...anyCommand("create-task", id), customerId: anna })),
  );
  for (const receipt of receipts)
    expect(receipt).toMatchObject({
      ...{ outcome: "not-done", kind: "rate-limited" },
      retryAfter: 300_000,
    });
  at.org.trouble.clear();
  expect(at.org.staff.list("task")).toHaveLength(0);
});

test("a plus, an ampersand, a hash, quotes, a percent or an address arrives intact in every text of every command", async () => {
  const piece = fc.constantFrom(
    ...["+", "&", "#", "'", '"', "%", "%20", "?", "=", "https://x.example/?a=1&b=2#c", "å", "\\"],
    ...["<b>", "a"],
  );
  const words = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
  let made = 0;
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      made += 1;
      const id = `p'+&#%${text}${made}`;
      const name = { lastname: text };
      const customerId = at.org.staff.create("contact", name).id;
      const about = { id, customerId };
      const receipts = await at.session.perform([
        { ...anyCommand("create-task", "x"), ...about, id: `${id}t`, title: text, body: text },
        { ...anyCommand("put-call", "x"), ...about, id: `${id}c`, name: text, phone: text },
        { ...anyCommand("add-note", "x"), ...about, id: `${id}n`, text },
        {
          ...{ ...anyCommand("update-record", "x"), ...about, recordId: customerId },
          values: { email: `${text}@example.com`, firstName: text },
        },
      ]);
      for (const receipt of receipts) expect(receipt.outcome).toBe("accepted");
      const task = look("task", rowIdOf("task", `${id}t`));
      expect(task).toMatchObject({ subject: text, description: text });
      expect(look("phonecall", rowIdOf("phonecall", `${id}c`))?.phonenumber).toBe(text);
      expect(look("contact", customerId)).toMatchObject({
        ...{ firstname: text, emailaddress1: `${text}@example.com` },
      });
      const found = at.org.staff
        .list("prnl_touchpoint")
        .find(({ values }) => values.prnl_key === keyOf(`${id}n`));
      expect(found?.values.description).toBe(text);
    }),
    { seed: 5, numRuns: 25 },
  );
});
