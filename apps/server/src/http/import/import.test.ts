import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@perennial/api";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { asRole, asStranger, refusalOf } from "../../testing/as-role.ts";
import { queryAs } from "../../testing/query-as.ts";
import { json, useServer } from "../../testing/test-server.ts";

const server = useServer();

async function allOf<Line>(lines: AsyncIterable<Line>): Promise<Line[]> {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

type Texts = Readonly<Record<string, string>>;
interface Options {
  readonly keep?: boolean;
  readonly mapping?: string;
  readonly client?: Client;
}

function importing(texts: Texts, { client = server().client, ...rest }: Options = {}) {
  const upload = Object.values(texts).map((text) => new Blob([text]));
  const files = Object.keys(texts).map((kind, index) => ({
    ...{ kind: kind as "customers", name: `${kind}.csv`, bytes: upload[index]?.size ?? 0 },
  }));
  return client.stream("importRecords", { body: { ...rest, files }, upload });
}

async function run(texts: Texts, options: Options = {}) {
  const lines = await allOf(importing(texts, options));
  const result = lines.flatMap((line) => ("result" in line ? line.result : []))[0];
  const csv = lines.flatMap((line) => ("rejected" in line ? line.rejected.csv : [])).join("");
  return { result, csv, progress: lines.filter((line) => "progress" in line) };
}

const totalsOf = (told: Awaited<ReturnType<typeof run>>, kind: string) =>
  told.result?.totals.find((each) => each.kind === kind);

const FILES = {
  customers: "id;name;email\nn1;Anna Ek;anna@example.se\nn2;Bo Ek;no address\n",
  purchases: "id;customer_id;at;amount;currency\np1;n1;2026-01-05 10:00;100;SEK\n",
};

describe("an import", () => {
  test("tells its progress, what became of each kind, and bad rows as a file to correct", async () => {
    const told = await run(FILES);
    expect(totalsOf(told, "customers")).toEqual({
      ...{ kind: "customers", read: 2, new: 1, changed: 0, unchanged: 0, skipped: 0, failed: 1 },
    });
    expect(totalsOf(told, "purchases")).toMatchObject({ new: 1, failed: 0 });
    expect(told.progress.at(-1)).toMatchObject({ progress: { phase: "purchases" } });
    expect(
      told.csv
        .replace("\uFEFF", "")
        .split("\n")
        .map((line) => line.trim()),
    ).toEqual([
      "id;name;email;rejected_line;rejected_column;rejected_reason",
      expect.stringMatching(/^n2;Bo Ek;no address;3;email;/),
      "",
    ]);
    expect(told.result).toMatchObject({
      ...{ kept: true, failed: 1, firstFailures: [{ kind: "customers", line: 3 }] },
      files: [{ name: "customers.csv", rows: 2, delimiter: ";" }, { name: "purchases.csv" }],
    });
    const again = await run(FILES);
    expect(totalsOf(again, "customers")).toMatchObject({ new: 0, unchanged: 1, failed: 1 });
  });

  test("lets nobody into a program and sends nothing", async () => {
    const count = () =>
      queryAs(
        server(),
        "select (select count(*) from enrolments) as e, (select count(*) from outbox) as o",
      );
    const before = await count();
    const agreements =
      "id,customer_id,kind,product,party,status,start,end\na1,n1,fixed,Fast,own,active,2024-01-01,2026-04-30\n";
    const told = await run({ customers: FILES.customers, agreements });
    expect(totalsOf(told, "agreements")).toBeDefined();
    expect(await count()).toEqual(before);
  });

  test("only looks where it is asked to, and shows rows before and after", async () => {
    const mapping =
      "customers: { id: Nr, fields: { name: { column: Namn, convert: [uppercase] } } }";
    const customers = "Nr,Namn,Hund\nx1, Eva Ek ,Karo\n";
    const { result } = await run({ customers }, { keep: false, mapping });
    expect(result).toMatchObject({
      ...{ kept: false, totals: [{ kind: "customers", new: 1 }] },
      files: [
        {
          ...{ columns: ["Nr", "Namn", "Hund"], unused: ["Hund"] },
          samples: [
            {
              line: 2,
              fields: expect.arrayContaining([
                { field: "name", before: 'Namn=" Eva Ek "', after: "EVA EK" },
              ]),
            },
          ],
        },
      ],
    });
    expect(
      await refusalOf(server().client.ask("getCustomer", { params: { id: "x1" } })),
    ).toMatchObject({ status: 404 });
  });

  test("that somebody leaves stops after the rows under way, and leaves nothing on the disk", async () => {
    // Others import at the same time, and their folders come and go.
    const place = await mkdtemp(join(tmpdir(), "perennial-own-"));
    vi.stubEnv("TMPDIR", place);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(place, { recursive: true });
    });
    const rows = Array.from({ length: 40_000 }, (_, index) => `m${index},Kund ${index}\n`).join("");
    const stream = importing({ customers: `id,name\n${rows}` });
    await stream.next();
    await stream.return(undefined);
    const imported = async () => {
      const [row] = await queryAs<{ n: number }>(
        server(),
        "select count(*)::int as n from customers where id like 'm%'",
      );
      return row?.n ?? 0;
    };
    const again = () =>
      run(FILES).then(
        () => "free",
        () => "busy",
      );
    await expect.poll(again, { timeout: 20_000 }).toBe("free");
    const left = await imported();
    expect(left).toBeLessThan(40_000);
    expect(await imported()).toBe(left);
    expect(await readdir(place)).toEqual([]);
  });
});

describe("a file of consents", () => {
  const consents = "customer_id;channel;state;at;source\nn1;sms;given;2026-01-05 10:00;till\n";

  test("is taken in as it is, and the same again changes nothing", async () => {
    await run({ customers: "id;name\nn1;Anna Ek\n" });
    const told = await run({ consents: `${consents}nobody;sms;given;2026-01-05 10:00;till\n` });
    expect(totalsOf(told, "consents")).toMatchObject({ read: 2, new: 1, failed: 1 });
    expect(told.csv).toContain('there is no customer ""nobody""');
    expect(totalsOf(await run({ consents }), "consents")).toMatchObject({ new: 0, unchanged: 1 });
  });

  test("takes a mapping's consents from the file of its own, where there is one", async () => {
    const mapping = JSON.stringify({
      consents: {
        fields: {
          ...{ customerId: "Kund", channel: { constant: "email" }, at: "När" },
          state: { column: "Svar", convert: [{ values: { ja: "given", nej: "withdrawn" } }] },
          source: { constant: "kassan" },
        },
      },
    });
    const file = "Kund;Svar;När\nn1;Ja;2026-01-07\nn1;kanske;2026-01-08\n";
    const told = await run({ consents: file }, { mapping });
    expect(totalsOf(told, "consents")).toMatchObject({ read: 2, new: 1, failed: 1 });
    expect(told.csv).toContain('state: ""kanske"" is none of ja, nej');
    const found = await queryAs<{ source: string }>(
      server(),
      "select source from consents where customer_id = 'n1' and channel = 'email'",
    );
    expect(found).toEqual([{ source: "kassan" }]);
  });
});

/** Everything that an import tells a Swedish user, as one text. */
async function inSwedish(texts: Texts, mapping: string | null = null): Promise<string> {
  const files = Object.entries(texts).map(([kind, text]) => ({
    ...{ kind, name: `${kind}.csv`, bytes: Buffer.byteLength(text) },
  }));
  const response = await server().ask("/v1/import", {
    method: "POST",
    headers: {
      "content-type": "application/vnd.perennial.upload",
      "accept-language": "sv",
    },
    body: `${JSON.stringify({ files, mapping })}\n${Object.values(texts).join("")}`,
  });
  return (await response.text()).replaceAll("\\n", "\n");
}

describe("what is wrong with an import", () => {
  const refused = async (texts: Texts, options: Options = {}) =>
    refusalOf(allOf(importing(texts, options)));

  test("is told by the file's own name, and the mapping's by its line", async () => {
    expect((await refused({ customers: "name\nAnna\n" })).detail).toMatch(
      /^customers\.csv: no column is named id, .* Say which columns are meant\.$/s,
    );
    expect(
      await refused({ customers: "id,name\n" }, { mapping: "customers:\n  colour: red\n" }),
    ).toMatchObject({
      problems: expect.arrayContaining([{ place: "mapping:2:3", message: expect.any(String) }]),
    });
  });

  test("is told in Swedish to whoever asks in Swedish, rows, files and mappings alike", async () => {
    const rows = await inSwedish({ customers: "id,name,email\nv1,Eva,ingen\nv2,Bo\n" });
    expect(rows).toContain("3,,raden har 2 värden och rubriken 3");
    expect(rows).toContain("2,email,email: ”ingen” är ingen e-postadress");
    expect(await inSwedish({ agreements: "id,name\n1,2\n" })).toContain(
      "agreements.csv: ingen kolumn heter customerId eller product eller kind eller start, som krävs för ett avtal.",
    );
    expect(await inSwedish({ customers: "id\n1\n" }, "customers:\n  colour: red\n")).toContain(
      "I ”customers”: Nyckeln ”colour” finns inte här. Ta bort den, eller använd någon av from, when, fields,",
    );
    expect(await inSwedish({ customers: "id\n1\n" }, "customers: { a: [")).toContain(
      "Det här är inte riktig YAML:",
    );
  });

  test("is told where sizes do not fit, and where it is no upload at all", async () => {
    const files = [{ kind: "customers", name: "c.csv", bytes: 100 }] as const;
    const body = { files: [...files] };
    const few = server().client.stream("importRecords", { body, upload: [new Blob(["id"])] });
    expect(await refusalOf(allOf(few))).toMatchObject({
      detail: 'The file "c.csv" broke off after 2 bytes.',
    });
    const many = server().client.stream("importRecords", {
      body: { files: [{ ...files[0], bytes: 1 }] },
      upload: [new Blob(["id"])],
    });
    expect(await refusalOf(allOf(many))).toMatchObject({ status: 400 });
    expect((await server().ask("/v1/import", json("POST", body))).status).toBe(415);
    const type = { "content-type": "application/vnd.perennial.upload" };
    const plain = { method: "POST", headers: type, body: "no line" };
    expect((await server().ask("/v1/import", plain)).status).toBe(400);
    const large = { files: [{ ...files[0], bytes: 3 * 1024 ** 3 }] };
    const huge = server().client.stream("importRecords", { body: large, upload: [] });
    expect(await refusalOf(allOf(huge))).toMatchObject({ status: 413 });
  });

  test("is that somebody is no administrator; another company's files are its own", async () => {
    const marketer = await asRole(server(), "marketer");
    expect(await refused(FILES, { client: marketer })).toMatchObject({ status: 403 });
    const stranger = await asStranger(server());
    const told = await run({ customers: "id,name\nq1,Eva\n" }, { client: stranger });
    expect(totalsOf(told, "customers")).toMatchObject({ new: 1 });
    const asked = server().client.ask("getCustomer", { params: { id: "q1" } });
    expect(await refusalOf(asked)).toMatchObject({ status: 404 });
  });
});
