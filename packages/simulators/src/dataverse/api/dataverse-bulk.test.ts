import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connected, connectedDataverse } from "../testing/connected-dataverse.ts";

let it: Connected;
beforeEach(async () => {
  it = await connectedDataverse();
});
afterEach(() => it.stop());

describe("many rows at once", () => {
  const type = { "@odata.type": "Microsoft.Dynamics.CRM.contact" };
  const message = (name: string, Targets: unknown) =>
    it.api("POST", `contacts/Microsoft.Dynamics.CRM.${name}`, { body: { Targets } });

  test("are made, changed and upserted", async () => {
    const created = await message(
      "CreateMultiple",
      [1, 2].map((n) => ({ ...type, lastname: `P${n}` })),
    );
    expect(created).toMatchObject({
      status: 200,
      body: { Ids: [expect.any(String), expect.any(String)] },
    });
    const [first] = Array.isArray(created.body.Ids) ? created.body.Ids : [];
    expect(
      (await message("UpdateMultiple", [{ ...type, contactid: first, firstname: "Bo" }])).status,
    ).toBe(204);
    const tier = { "@odata.type": "Microsoft.Dynamics.CRM.perennial_tier" };
    const upsert = {
      body: {
        Targets: ["k1", "k2", "k1"].map((key, n) => ({
          ...tier,
          "@odata.id": `perennial_tiers(perennial_key='${key}')`,
          perennial_points: n,
        })),
      },
    };
    expect(
      (await it.api("POST", "perennial_tiers/Microsoft.Dynamics.CRM.UpsertMultiple", upsert))
        .status,
    ).toBe(204);
    const tiers = await it.rows("perennial_tiers?$select=perennial_key,perennial_points");
    expect(tiers).toMatchObject([
      { perennial_key: "k1", perennial_points: 2 },
      { perennial_key: "k2", perennial_points: 1 },
    ]);
  });

  test("all or nothing: one that is refused undoes the others, and nothing is told of", async () => {
    const before = it.org.desk.version;
    const failed = await message("CreateMultiple", [
      { ...type, lastname: "a" },
      { ...type, lastname: "b", donotemail: "x" },
      { ...type, lastname: "c" },
    ]);
    expect(failed.status).toBe(400);
    const late = await message("CreateMultiple", [
      { ...type, lastname: "a" },
      { ...type, lastname: "b", statuscode: 2 },
    ]);
    expect(late.body).toMatchObject({ error: { code: "0x80048408" } });
    expect((await it.api("GET", "contacts/$count")).text).toBe("0");
    expect(it.org.accepted.size).toBe(0);
    expect(it.org.desk.version).toBeGreaterThan(before);
  });

  test("a row without its key or type, and a table that has no bulk messages", async () => {
    expect((await message("UpdateMultiple", [{ ...type, lastname: "x" }])).text).toContain(
      "contactid",
    );
    expect((await message("CreateMultiple", [{ lastname: "x" }])).text).toContain("@odata.type");
    expect((await message("CreateMultiple", [])).status).toBe(400);
    const team = await it.api("POST", "teams/Microsoft.Dynamics.CRM.CreateMultiple", {
      body: { Targets: [{}] },
    });
    expect(team.text).toContain("The message CreateMultiple is not supported on entity team");
  });
});

describe("batch", () => {
  const CRLF = "\r\n";
  const part = (method: string, url: string, body?: object, id?: number) =>
    [
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      ...(id === undefined ? [] : [`Content-ID: ${id}`]),
      "",
      `${method} /api/data/v9.2/${url} HTTP/1.1`,
      ...(body === undefined
        ? ["", ""]
        : ["Content-Type: application/json", "", JSON.stringify(body)]),
    ].join(CRLF);
  const multipart = (boundary: string, parts: readonly string[]) =>
    [...parts.flatMap((one) => [`--${boundary}`, one]), `--${boundary}--`, ""].join(CRLF);
  const send = (parts: readonly string[], prefer?: string, join = (text: string) => text) =>
    it.api("POST", "$batch", {
      body: join(multipart("b1", parts)),
      headers: {
        "content-type": "multipart/mixed;boundary=b1",
        ...(prefer === undefined ? {} : { prefer }),
      },
    });
  const statuses = (text: string) =>
    [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => Number(found[1]));
  const set = (parts: readonly string[]) =>
    `Content-Type: multipart/mixed;boundary=c1${CRLF}${CRLF}${multipart("c1", parts)}`;

  test("answers come in order; the first refusal ends it, unless told to go on", async () => {
    const parts = [
      part("POST", "contacts", { lastname: "a" }),
      part("GET", "contacts?$select=nothing"),
      part("GET", "contacts/$count"),
    ];
    expect(statuses((await send(parts)).text)).toEqual([204, 400]);
    const all = await send(parts, "odata.continue-on-error");
    expect(statuses(all.text)).toEqual([204, 400, 200]);
    expect(all.headers.get("content-type")).toContain("multipart/mixed; boundary=batchresponse_");
  });

  test("a change set is done or not, and its parts name each other", async () => {
    const good = set([
      part("POST", "accounts", { name: "Exempel" }, 1),
      part("POST", "contacts", { lastname: "x", "parentcustomerid_account@odata.bind": "$1" }, 2),
      part("PATCH", "$2", { firstname: "Bo" }, 3),
    ]);
    expect(statuses((await send([good])).text)).toEqual([204, 204, 204]);
    expect(
      await it.rows("contacts?$select=fullname&$expand=parentcustomerid_account($select=name)"),
    ).toMatchObject([{ fullname: "Bo x", parentcustomerid_account: { name: "Exempel" } }]);
    const bad = set([
      part("POST", "contacts", { lastname: "y" }, 1),
      part("POST", "contacts", { nothing: 1 }, 2),
    ]);
    expect(statuses((await send([bad])).text)).toEqual([400]);
    expect((await it.api("GET", "contacts/$count")).text).toBe("1");
  });

  test("reading in a change set, other line ends, more than 1000, and JSON are refused", async () => {
    expect((await send([set([part("GET", "contacts")])])).text).toContain(
      "A GET request is not allowed",
    );
    const lines = await send([part("GET", "contacts")], undefined, (text) =>
      text.replaceAll(CRLF, "\n"),
    );
    expect(lines.text).toContain("CRLF");
    expect((await send(Array.from({ length: 1001 }, () => part("GET", "WhoAmI")))).status).toBe(
      400,
    );
    expect((await it.api("POST", "$batch", { body: { requests: [] } })).status).toBe(400);
  });
});
