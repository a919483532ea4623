import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Body,
  below,
  type Connected,
  connectedDataverse,
} from "../testing/connected-dataverse.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedDataverse({ changeTrackingDays: 7 });
});
afterEach(() => it.stop());

const TRACK = { prefer: "odata.track-changes,odata.maxpagesize=3" };

/** Follows pages to the end; gives the rows and the link for the next time. */
async function follow(path: string): Promise<{ rows: Body[]; next: string; pages: number }> {
  const rows: Body[] = [];
  let pages = 0;
  for (let at = path; ; ) {
    const { status, body, text } = await it.api("GET", at, { headers: TRACK });
    expect(status, text).toBe(200);
    if (Array.isArray(body.value)) rows.push(...body.value);
    pages += 1;
    const delta = body["@odata.deltaLink"];
    if (delta !== undefined) return { rows, next: below(delta), pages };
    at = below(body["@odata.nextLink"]);
  }
}

test("everything first, then what was made, changed and deleted since, then nothing", async () => {
  const { staff } = it.org;
  const ids = staff.fill(
    "contact",
    Array.from({ length: 7 }, (_one, n) => ({ lastname: `P${n}` })),
  );
  const [a = "", b = ""] = ids;
  const first = await follow("contacts?$select=lastname");
  expect(first).toMatchObject({ pages: 3 });
  expect(first.rows).toHaveLength(7);
  expect(first.next).toMatch(
    /^contacts\?\$select=lastname&\$deltatoken=\d+%2111%2F22%2F2026%2008%3A00%3A00$/,
  );
  staff.change("contact", b, { lastname: "B2" });
  staff.remove("contact", a);
  const made = staff.create("contact", { lastname: "New" }).id;
  const gone = staff.create("contact", { lastname: "Short" }).id;
  staff.remove("contact", gone);
  const second = await follow(first.next);
  expect(second.rows).toMatchObject([
    { contactid: b, lastname: "B2" },
    { contactid: made, lastname: "New" },
    { id: a, reason: "deleted" },
    { id: gone, reason: "deleted" },
  ]);
  expect(second.rows[2]?.["@odata.context"]).toContain("#contacts/$deletedEntity");
  expect(second.pages).toBe(2);
  expect((await follow(second.next)).rows).toEqual([]);
  expect((await it.api("GET", `contacts/$count?${first.next.split("?")[1]}`)).text).toBe("4");
});

test("what changes while pages are read comes with the next link", async () => {
  const ids = it.org.staff.fill(
    "contact",
    Array.from({ length: 4 }, (_one, n) => ({ lastname: `P${n}` })),
  );
  const begun = await it.api("GET", "contacts?$select=lastname", { headers: TRACK });
  it.org.staff.change("contact", ids[0] ?? "", { lastname: "Changed" });
  const { next } = await follow(below(begun.body["@odata.nextLink"]));
  expect((await follow(next)).rows).toMatchObject([{ contactid: ids[0], lastname: "Changed" }]);
});

test("a row that was deleted and made again under its id is there, not deleted", async () => {
  const id = it.org.staff.create("contact", { lastname: "x" }).id;
  const { next } = await follow("contacts?$select=lastname");
  it.org.staff.remove("contact", id);
  await it.api("PATCH", `contacts(${id})`, { body: { lastname: "Again" } });
  expect((await follow(next)).rows).toMatchObject([{ contactid: id, lastname: "Again" }]);
});

test("a link that is too old asks for a full sync", async () => {
  const { next } = await follow("contacts?$select=lastname");
  it.wait(7 * 86_400_000);
  expect((await it.api("GET", next)).status).toBe(200);
  it.wait(1000);
  const answer = await it.api("GET", next);
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining("Please perform a full sync") } },
  });
  const [organization] = await it.rows(
    "organizations?$select=name,organizationid,expirechangetrackingindays",
  );
  expect(organization).toMatchObject({ expirechangetrackingindays: 7 });
});

test("filters and the like are not for tracked changes, nor tables that are not tracked", async () => {
  for (const option of ["$filter=statecode eq 0", "$orderby=lastname", "$top=5", "$expand=ownerid"])
    expect((await it.api("GET", `contacts?${option}`, { headers: TRACK })).text, option).toContain(
      "not supported when change tracking",
    );
  expect((await it.api("GET", "teams", { headers: TRACK })).text).toContain(
    "Entity: team is not enabled for change tracking",
  );
  it.org.staff.trackChanges("team");
  expect((await it.api("GET", "teams", { headers: TRACK })).status).toBe(200);
});

test("tracking needs leave to read the whole organisation", async () => {
  await it.stop();
  it = await connectedDataverse({}, { prvReadContact: "local" });
  expect((await it.api("GET", "contacts")).status).toBe(200);
  const answer = await it.api("GET", "contacts", { headers: TRACK });
  expect(answer).toMatchObject({ status: 403, body: { error: { code: "0x80040220" } } });
});
