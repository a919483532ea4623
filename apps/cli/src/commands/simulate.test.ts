import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderWith } from "@perennial/import/testing";
import { describe, expect, test, vi } from "vitest";
import { perennialHere } from "../testing/run-commands.ts";

// A dry run of a year takes its time where much else runs.
vi.setConfig({ testTimeout: 60_000 });

/** Twelve customers; every agreement ends within the year, and one customer has no e-mail address. */
async function base(): Promise<readonly string[]> {
  const ids = Array.from({ length: 12 }, (_, index) => index + 1);
  const customers = ids.map(
    (id) => `c${id},Kund ${id},${id === 3 ? "" : `c${id}@example.com`},+4670174060${id % 10}`,
  );
  const agreements = ids.map(
    (id) =>
      `a${id},c${id},Fast,fixed,2025-${String(id).padStart(2, "0")}-15,2026-${String(id).padStart(2, "0")}-28`,
  );
  const folder = await folderWith({
    "customers.csv": `id,name,email,mobile\n${customers.join("\n")}\nc99,,,\n`,
    "agreements.csv": `id,customer_id,product,kind,start,end\n${agreements.join("\n")}\n`,
  });
  const files = ["customers", "agreements"].flatMap((kind) => [
    `--${kind}`,
    join(folder, `${kind}.csv`),
  ]);
  return ["simulate", "renewal", ...files, "--from", "2026-01-01", "--to", "2026-12-31"];
}

describe("simulate", () => {
  test("tells months, costs, reasons, who is left unnoticed, and what it assumes", async () => {
    const { code, out, err } = await perennialHere(await base());
    expect(out).toMatch(
      /^Dry run of renewal from 2026-01-01 to 2026-12-31 over 12 customers and 12 agreements \(seed 1\)\.\nNothing was sent/,
    );
    expect(out).toMatch(/month +in +e-mail +SMS +call list/);
    expect(out).toMatch(/\n2026-02 /);
    expect(out).toMatch(/\ntotal +\d+/);
    expect(out).toMatch(/Cost SEK [\d.,]+: SMS SEK/);
    expect(out).toMatch(/Not sent, by reason: .*no-consent \d+/);
    expect(out).toMatch(/Of 12 agreements that end, \d+ are noticed in time/);
    expect(out).toMatch(/Renew after a text message with an offer +22% +ordersAfterSms/);
    // One row cannot be read: it is told and left out, and the command says so by how it ends.
    expect({ code, err: err.replace(/^.*customers\.csv/, "") }).toEqual({
      code: 1,
      err: ":14 column name: name: there is no value, and every record needs one\n",
    });
    expect(out).toMatch(/Left out, since they could not be read: 1 record of the files\./);
  });

  test("speaks Swedish, tells days, and names what was assumed differently", async () => {
    const more = [
      "--locale",
      "sv",
      "--days",
      "--assume",
      "ordersAfterSms=0.5",
      "--address-from-sale",
    ];
    const { out } = await perennialHere([...(await base()), ...more]);
    expect(out).toMatch(/^Torrkörning av renewal från 2026-01-01/);
    expect(out).toMatch(/dag +in +e-post +sms +ringlista/);
    expect(out).toMatch(/\n2026-01-\d\d /);
    expect(out).toMatch(/Kostnad [\d ]+,\d\d kr: sms/);
    expect(out).toMatch(/Förlänger efter sms med erbjudande +50 % +ordersAfterSms +annars 22 %/);
    expect(out).not.toMatch(/no-consent/);
  });

  test("gives the same with the same seed, as data too, and other people with another", async () => {
    const args = [...(await base()), "--json", "--address-from-sale"];
    const [first, second] = [await perennialHere(args), await perennialHere(args)];
    expect(first.out).toBe(second.out);
    const result = JSON.parse(first.out);
    expect(result).toMatchObject({ customers: 12, rejected: 1, days: expect.any(Array) });
    expect(result.days).toHaveLength(365);
    const other = JSON.parse((await perennialHere([...args, "--seed", "other"])).out);
    expect(other.days).not.toEqual(result.days);
  });

  test("writes who would get what when, and takes a program's settings from the command line", async () => {
    const events = join(await folderWith(), "events.csv");
    const early = ["--setting", "noticeBefore=P88D", "--events", events];
    await perennialHere([...(await base()), ...early]);
    const [header, ...rows] = (await readFile(events, "utf8")).trim().split("\n");
    expect(header).toBe("at,what,customerId,agreementId,program,step,channel,class,reason,text");
    // 88 days before 28 June.
    const notice = rows.find((row) => row.includes(",sent,c6,a6,renewal,notice,email,statutory"));
    expect(notice?.slice(0, 10)).toBe("2026-04-01");
  });

  test("lists what it assumes", async () => {
    const { code, out } = await perennialHere(["simulate", "--assume", "list"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Calls that can be made in a day +as many as there are +callsPerDay/);
  });

  test.each([
    [["--assume", "kindness=1"], /There is no assumption "kindness"\. Run .*--assume list/],
    [["--assume", "signs=often"], /The assumption "signs" cannot be "often"\. Write a number\./],
    [["--assume", "unsignedCancelled=1"], /cannot be "1"\. Write true or false\./],
    [["--assume", "signs"], /"signs" is no name with a value\. Write --assume name=value\./],
    [["--setting", "leed=P1D"], /The program has no setting "leed"\. It has lead, /],
    [
      ["--setting", "lead=soon"],
      /The setting "lead" cannot be "soon"\. Write a duration such as P30D\./,
    ],
    [["--currency", "kronor"], /"kronor" is no currency\. Write one such as SEK with --currency\./],
    [["--time-zone", "Mars"], /Write an IANA name such as Europe\/Stockholm\./],
    [
      ["--events", "/nowhere/x.csv"],
      /"\/nowhere\/x\.csv" cannot be written\. Give another file with --events\./,
    ],
  ])("%j is wrong usage", async (args, sentence) => {
    const { code, out, err } = await perennialHere([...(await base()), ...args]);
    expect(err).toMatch(sentence);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("assumptions that exclude each other, and days in the wrong order, are told with what to change", async () => {
    const much = await perennialHere([...(await base()), "--assume", "repliesYes=0.9"]);
    expect(much).toMatchObject({
      code: 1,
      err: expect.stringMatching(/lower them to at most 1 together/),
    });
    const args = (await base()).with(-1, "2025-12-31");
    expect((await perennialHere(args)).err).toMatch(/lies before the first.*Exchange them/);
  });

  test("a program that is not there, or has errors, is told before anything is read", async () => {
    const [, , ...rest] = await base();
    const none = await perennialHere(["simulate", "winter", ...rest]);
    expect(none).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no program "winter"\. It has .*renewal/),
    });
    const folder = await folderWith({ "program.yaml": "id: winter\n" });
    const broken = await perennialHere(["simulate", folder, ...rest]);
    expect(broken.code).toBe(2);
    expect(broken.err).toMatch(/has errors and cannot be tried out\.\n.*program\.yaml:1:1 /);
    const unsaid = await perennialHere(["simulate", "renewal"]);
    expect(unsaid).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--from and the last with --to/),
    });
  });
});
