import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Answer,
  type Connected,
  connectedSalesforce,
} from "../testing/connected-salesforce.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedSalesforce();
  it.org.staff.addField("Contact", {
    name: "Key__c",
    type: "string",
    externalId: true,
    unique: true,
  });
});
afterEach(() => it.salesforce.stop());

const CSV = { "content-type": "text/csv" };

async function begin(job: object): Promise<string> {
  const answer = await it.api("POST", "/jobs/ingest", { contentType: "CSV", ...job });
  expect(answer).toMatchObject({ status: 200, body: { state: "Open" } });
  return Object(answer.body).id;
}

const close = (id: string, state = "UploadComplete") =>
  it.api("PATCH", `/jobs/ingest/${id}`, { state });

async function run(job: object, rows: string): Promise<string> {
  const id = await begin(job);
  expect((await it.api("PUT", `/jobs/ingest/${id}/batches`, rows, CSV)).status).toBe(201);
  expect((await close(id)).body).toMatchObject({ state: "UploadComplete" });
  return id;
}

const lines = ({ body }: Answer) => String(body).trim().split("\n");

test("rows are written each for itself, and told of in two lists", async () => {
  const rows =
    'LastName,Email,DoNotCall\n"Berg, Anna",a@example.com,true\n,b@example.com,false\nEk,nobody,\n';
  const id = await run({ object: "Contact", operation: "insert" }, rows);
  expect((await it.api("GET", `/jobs/ingest/${id}`)).body).toMatchObject({
    state: "JobComplete",
    numberRecordsProcessed: 3,
    numberRecordsFailed: 2,
  });
  const good = lines(await it.api("GET", `/jobs/ingest/${id}/successfulResults`));
  expect(good[0]).toBe('"sf__Id","sf__Created","LastName","Email","DoNotCall"');
  expect(good[1]).toMatch(/^"003\w{15}","true","Berg, Anna","a@example.com","true"$/);
  const bad = lines(await it.api("GET", `/jobs/ingest/${id}/failedResults`));
  expect(bad[1]).toContain(
    "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --",
  );
  expect(bad[2]).toContain("INVALID_EMAIL_ADDRESS");
  expect((await it.query("SELECT COUNT() FROM Contact WHERE DoNotCall = true")).body).toMatchObject(
    { totalSize: 1 },
  );
});

test("upserts find by a key, empty cells leave alone, #N/A clears", async () => {
  const person = it.org.staff.create("Contact", {
    LastName: "Ek",
    Key__c: "1",
    Phone: "1",
    Fax: "1",
  }).id;
  const job = { object: "Contact", operation: "upsert", externalIdFieldName: "Key__c" };
  const id = await run(job, "Key__c,LastName,Phone,Fax\n1,Ek,,#N/A\n2,Berg,2,2\n");
  const [, first, second] = lines(await it.api("GET", `/jobs/ingest/${id}/successfulResults`));
  expect(first).toContain(`"${person}","false"`);
  expect(second).toContain('"true"');
  expect(it.org.staff.look(person)?.values).toMatchObject({ Phone: "1" });
  expect(it.org.staff.look(person)?.values).not.toHaveProperty("Fax");
});

test("a job takes its time by the clock, and can be taken back meanwhile", async () => {
  it.org.bulk.waitSeconds = 60;
  const id = await run({ object: "Contact", operation: "insert" }, "LastName\nEk\n");
  expect((await it.api("GET", `/jobs/ingest/${id}`)).body).toMatchObject({
    state: "UploadComplete",
  });
  const other = await run({ object: "Contact", operation: "insert" }, "LastName\nBerg\n");
  expect((await close(other, "Aborted")).body).toMatchObject({ state: "Aborted" });
  it.wait(60_000);
  expect(await it.salesforce.tick()).toBe(2);
  expect((await it.query("SELECT LastName FROM Contact")).body).toMatchObject({
    totalSize: 1,
    records: [{ LastName: "Ek" }],
  });
  it.wait(7 * 86_400_000);
  it.accessToken = it.salesforce.connect(it.org).accessToken;
  expect((await it.api("GET", `/jobs/ingest/${id}`)).status).toBe(404);
});

test("what cannot be read at all fails as a whole", async () => {
  const failed = async (rows: string) => {
    const id = await run({ object: "Contact", operation: "insert" }, rows);
    return Object((await it.api("GET", `/jobs/ingest/${id}`)).body);
  };
  expect(await failed("Nope\n1\n")).toMatchObject({
    state: "Failed",
    errorMessage: "InvalidBatch : Field name not found : Nope",
  });
  const uneven = await failed("LastName,Phone\nEk\n");
  expect(uneven.state).toBe("Failed");
  const left = await it.api("GET", `/jobs/ingest/${uneven.id}/unprocessedrecords`);
  expect(lines(left)).toEqual(['"LastName","Phone"', '"Ek"']);
  expect((await failed("LastName\r\nEk\r\n")).errorMessage).toContain("LineEnding is invalid");
  expect((await it.query("SELECT COUNT() FROM Contact")).body).toMatchObject({ totalSize: 0 });
});

test("jobs follow their states", async () => {
  const id = await begin({ object: "Contact", operation: "insert" });
  expect((await close(id)).body).toMatchObject([{ errorCode: "INVALIDJOBSTATE" }]);
  expect(
    (
      await it.api("PUT", `/jobs/ingest/${id}/batches`, "LastName\n", {
        "content-type": "text/plain",
      })
    ).status,
  ).toBe(415);
  it.org.bulk.mostBytes = 12;
  expect(
    (await it.api("PUT", `/jobs/ingest/${id}/batches`, "LastName\nlonger\n", CSV)).status,
  ).toBe(413);
  await it.api("PUT", `/jobs/ingest/${id}/batches`, "LastName\nEk\n", CSV);
  expect((await it.api("PUT", `/jobs/ingest/${id}/batches`, "LastName\nEk\n", CSV)).status).toBe(
    400,
  );
  expect((await it.api("DELETE", `/jobs/ingest/${id}`)).status).toBe(400);
  await close(id);
  expect((await it.api("GET", `/jobs/ingest/${id}`)).body).toMatchObject({ state: "JobComplete" });
  expect((await close(id, "Aborted")).status).toBe(400);
  expect((await it.api("DELETE", `/jobs/ingest/${id}`)).status).toBe(204);
  expect((await it.api("GET", `/jobs/ingest/${id}`)).status).toBe(404);
  for (const job of [
    { object: "Contact", operation: "upsert" },
    { object: "Contact", operation: "drop" },
  ])
    expect((await it.api("POST", "/jobs/ingest", job)).status).toBe(400);
});

test("a query is read in pages whose last locator is the word null", async () => {
  const AccountId = it.org.staff.create("Account", { Name: 'Ask "AB"' }).id;
  it.org.staff.fill(
    "Contact",
    ["a", "b", "c"].map((LastName) => ({ LastName, AccountId })),
  );
  const query = "SELECT LastName, Account.Name, CreatedDate, Email FROM Contact ORDER BY LastName";
  const job = await it.api("POST", "/jobs/query", { operation: "query", query });
  const path = `/jobs/query/${Object(job.body).id}`;
  expect((await it.api("GET", path)).body).toMatchObject({
    state: "JobComplete",
    numberRecordsProcessed: 3,
  });
  const first = await it.api("GET", `${path}/results?maxRecords=2`);
  expect(first.headers.get("sforce-numberofrecords")).toBe("2");
  expect(lines(first)).toEqual([
    '"LastName","Account.Name","CreatedDate","Email"',
    '"a","Ask ""AB""","2026-11-22T08:00:00.000Z",""',
    '"b","Ask ""AB""","2026-11-22T08:00:00.000Z",""',
  ]);
  const locator = first.headers.get("sforce-locator");
  const second = await it.api("GET", `${path}/results?maxRecords=2&locator=${locator}`);
  expect(lines(second)).toHaveLength(2);
  expect(second.headers.get("sforce-locator")).toBe("null");
  expect((await it.api("GET", `${path}/results?locator=x`)).status).toBe(400);
});

test("a query can fail as a whole, and then has no results", async () => {
  it.org.bulk.failures.push("QUERY_TIMEOUT: Your query request was running for too long.");
  const query = "SELECT LastName FROM Contact";
  const job = await it.api("POST", "/jobs/query", { operation: "query", query });
  const path = `/jobs/query/${Object(job.body).id}`;
  expect((await it.api("GET", path)).body).toMatchObject({
    state: "Failed",
    errorMessage: expect.stringContaining("QUERY_TIMEOUT"),
  });
  expect((await it.api("GET", `${path}/results`)).status).toBe(400);
  const next = await it.api("POST", "/jobs/query", { operation: "query", query });
  expect((await it.api("GET", `/jobs/query/${Object(next.body).id}`)).body).toMatchObject({
    state: "JobComplete",
  });
});

test.each([
  ["SELECT COUNT() FROM Contact", "FEATURENOTENABLED"],
  ["SELECT Id, (SELECT Id FROM Contacts) FROM Account", "FEATURENOTENABLED"],
  ["SELECT Id FROM", "MALFORMED_QUERY"],
  ["SELECT Id FROM Nope", "INVALID_TYPE"],
])("a job of %s is refused", async (query, errorCode) => {
  const answer = await it.api("POST", "/jobs/query", { operation: "query", query });
  expect(answer).toMatchObject({ status: 400, body: [{ errorCode }] });
});

test("Professional Edition has no Bulk API", async () => {
  await it.salesforce.stop();
  it = await connectedSalesforce({ edition: "Professional", hasApi: true });
  for (const path of ["/jobs/ingest", "/jobs/query"])
    expect(
      (await it.api("POST", path, { object: "Contact", operation: "insert" })).body,
    ).toMatchObject([{ errorCode: "FEATURENOTENABLED" }]);
});
