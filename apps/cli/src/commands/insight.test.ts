import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  fileWith,
  folderWith,
  startTestDatabase,
  type TestDatabase,
} from "@perennial/import/testing";
import { asTenant, listTenants, saveAssessmentAnswer } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { insightFiles, purchaseText, shopIds, shopText } from "../testing/insight-files.ts";
import { perennialHere, TRACE } from "../testing/run-commands.ts";
import { REPORTS } from "./insight.ts";

// Fits take their time where much else runs.
vi.setConfig({ testTimeout: 60_000 });

const insight = (...args: readonly string[]) => perennialHere(["insight", ...args]);
const json = async (...args: readonly string[]) => {
  const { code, out, err } = await insight(...args, "--json");
  return { code, err, data: JSON.parse(out) };
};

/** The documents' year: 2,200 customers at the start, 950 new and 700 lost. */
function yearOfDocuments(): string {
  const some = (prefix: string, number: number, first: string, times: number) =>
    Array.from({ length: number }, (_, index) => {
      const id = `${prefix}${index}`;
      return { id, first, everyDays: 365, times, amount: 50_000 };
    });
  const stayed = some("stays", 1_500, "2025-03-01", 2);
  const lost = some("lost", 700, "2025-01-01", 1);
  const gained = some("new", 950, "2026-12-15", 1);
  return purchaseText([...stayed, ...lost, ...gained]);
}

test.each(REPORTS)("the help of %s says what it does and shows an example", async (report) => {
  const { code, out, err } = await insight(report, "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(`Usage: perennial insight ${report}`);
  expect(out).toMatch(/Example:\n {2}\$ npx perennial insight /);
});

describe("value", () => {
  test("start + new − lost = end, and a duration of 2 200/700 is 3.1 years", async () => {
    const files = await insightFiles({ purchases: yearOfDocuments() });
    const { code, data } = await json("value", ...files, "--as-of", "2026-12-31");
    expect(code).toBe(0);
    expect(data.statement).toMatchObject({ start: 2_200, gained: 950, lost: 700, end: 2_450 });
    const swedish = await insight("value", ...files, "--as-of", "2026-12-31", "--locale", "sv");
    expect(swedish.out).toMatch(/^Kundvärde per 2026-12-31\n3 150 kunder, 4 650 köp /);
    expect(swedish.out).toMatch(/\nDuration +3,1 år\n[^─]*2 200 \/ 700/);
    expect(swedish.out).toMatch(/\n= Livstidsintäkt per kund +1 57\d kr\n/);
    const english = await insight("value", ...files, "--as-of", "2026-12-31");
    expect(english.out).toMatch(/\nDuration +3\.1 years\n/);
    expect(english.out).toMatch(/\n= Value of the customer base +SEK 3,85\d,\d{3}\n/);
  });

  test("a history too short for the lost says how far it reaches, and which period fits", async () => {
    const files = await insightFiles({ purchases: yearOfDocuments() });
    const { out } = await insight("value", ...files, "--as-of", "2026-06-30");
    expect(out).toMatch(/that takes purchases from 2024-07-01\s+on, and they begin on 2025-01-01/);
    expect(out).toMatch(/With --period\s+P9M the/);
    const long = await insight("value", ...files, "--as-of", "2026-06-30", "--period", "P2Y");
    expect(long).toMatchObject({ code: 2, out: "" });
    expect(long.err).toMatch(
      /The period P2Y before 2026-06-30 begins on 2024-07-01, and the records do not reach back further than 2025-01-01\. Give one of at most P18M/,
    );
  });

  test("a cost of acquisition is held against the discounted value", async () => {
    const files = await insightFiles({ purchases: yearOfDocuments() });
    const asked = [...files, "--as-of", "2026-12-31", "--acquisition-cost"];
    const cheap = await json("value", ...asked, "500");
    expect(cheap.data.acquisition).toMatchObject({ worthwhile: true });
    const dear = await insight("value", ...asked, "5000");
    expect(dear.out).toMatch(/= Net present value +-SEK 3,\d{3}\n +Below zero: it does not pay\./);
  });

  test("agreements are valued by how long they are renewed", async () => {
    const rows = Array.from({ length: 400 }, (_, index) => {
      const year = 2018 + (index % 6);
      const left = index % 3 === 0 ? `${year + 1 + (index % 2)}-12-31` : "";
      return `a${index},c${index},Fast,fixed,${year}-01-01,${left},120000,SEK`;
    });
    const head = "id,customer_id,product,kind,start,end,yearly_value,currency";
    const files = await insightFiles({ agreements: `${head}\n${rows.join("\n")}\n` });
    const { code, data } = await json("value", ...files, "--as-of", "2026-01-01");
    expect(code).toBe(0);
    expect(data.contracts.customers.length).toBeGreaterThan(200);
    expect(data.contracts.totalValue).toBeGreaterThan(0);
    const { out } = await insight("value", ...files, "--as-of", "2026-01-01", "--locale", "sv");
    expect(out).toMatch(/kunder har avtal som löper, värda [\d ]+ kr per år/);
    expect(out).toMatch(/ år +började +lämnade +stannade +modell +kvar av alla\n +1 +400 /);
    const flows = await json("flows", ...files, "--as-of", "2026-01-01");
    expect(flows.data.rules.basis).toBe("agreements");
  });
});

describe("flows and migration", () => {
  test("the statement adds up, and unwanted flows are told with the program meant for them", async () => {
    const plan = await fileWith(
      "flows:\n  programs: [{ from: active, to: inactive, program: win-back }]\n",
      "plan.yaml",
    );
    const files = await insightFiles({ purchases: shopText(300) });
    const asked = [...files, "--as-of", "2024-12-31", "--plan", plan];
    const { data } = await json("flows", ...asked);
    const { start, new: gained, wonBack, lost, end } = data.now.statement;
    expect(start + gained + wonBack - lost).toBe(end);
    expect(data.now.moves).toContainEqual(
      expect.objectContaining({ from: "active", to: "inactive", program: "win-back" }),
    );
    const { out } = await insight("flows", ...asked, "--locale", "sv");
    expect(out).toMatch(/Oönskade flöden i perioden\n─+\n/);
    expect(out).toMatch(/Slutar köpa +aktiv → inaktiv +\d+ +[\d,]+ % +█\S* +win-back\n/);
    const migration = await json("migration", ...asked);
    const moved = migration.data.states.reduce(
      (sum: number, { customers }: { readonly customers: number }) => sum + customers,
      0,
    );
    expect(moved).toBe(300);
    const text = await insight("migration", ...asked);
    expect(text.out).toMatch(/from \\ to +growing +active +starter +decreasing +inactive +lost/);
    expect(text.out).toMatch(/\d+ ▼/);
  });

  test("records that begin too late for anybody to be lost are told of", async () => {
    const files = await insightFiles({ purchases: shopText(100) });
    const { out } = await insight("flows", ...files, "--as-of", "2023-12-31", "--period", "P6M");
    expect(out).toMatch(/Note: the purchases begin on 2023-01-01/);
  });
});

test("rfm, pareto and cohorts count every customer once", async () => {
  const files = await insightFiles({ purchases: shopText(200) });
  const folder = await folderWith();
  const out = join(folder, "rfm.csv");
  const rfm = await json("rfm", ...files, "--as-of", "2023-12-31", "--out", out);
  expect(rfm.data.scores).toHaveLength(200);
  const lines = (await readFile(out, "utf8")).trim().split("\n");
  expect(lines[0]).toBe("customer,recency_days,purchases,amount,r,f,m,cell");
  expect(lines).toHaveLength(201);
  const pareto = await json("pareto", ...files, "--as-of", "2023-12-31");
  expect(pareto.data.topCustomers).toHaveLength(Math.ceil(pareto.data.customers / 5));
  const cohorts = await json("cohorts", ...files, "--as-of", "2023-12-31", "--by", "month");
  const began = cohorts.data.cohorts.map((each: { readonly customers: number }) => each.customers);
  expect(began.reduce((sum: number, each: number) => sum + each, 0)).toBe(200);
});

describe("forecast", () => {
  test("prints parameters with bounds, likelihood, convergence, the trial and each customer", async () => {
    const files = await insightFiles({ purchases: shopText(600) });
    const asked = ["forecast", ...files, "--as-of", "2024-03-31", "--horizon", "P6M"];
    const { data } = await json(...asked);
    expect(data.customers).toHaveLength(600);
    expect(data.horizonWeeks).toBeCloseTo(183 / 7);
    expect(data.purchases.estimates.r).toMatchObject({ low: expect.any(Number) });
    expect(data.purchases.fit).not.toHaveProperty("covariance");
    expect(data.check).toMatchObject({ learntUntil: "2023-10-01" });
    const { out } = await insight(...asked, "--locale", "sv", "--top", "3");
    expect(out).toMatch(/Prognos för 6 månader/);
    expect(out).toMatch(/ α +[\d ,]+ +[\d ,]+ +[\d ,]+\n/);
    expect(out).toMatch(/Log-likelihood −[\d ]+,\d\d av 600 kunder\. Konvergerade på \d+ steg/);
    expect(out).toMatch(/De 3 kunder som väntas ge mest/);
  });

  test("data that do not carry one are refused with the reason", async () => {
    const files = await insightFiles({ purchases: shopText(20) });
    const asked = ["forecast", ...files, "--as-of", "2023-12-31"];
    const { code, out } = await insight(...asked);
    expect(code).toBe(0);
    expect(out).toMatch(/Too few customers for a sound answer: 20, and 100 are needed\./);
    expect((await json(...asked)).data).toMatchObject({ refused: "too-few-customers" });
  });
});

test("churn says who is at risk and why, and how well that was told before", async () => {
  const files = await insightFiles({ purchases: shopText(2_500) });
  const plan = await fileWith("flows: { lostAfter: P6M, inactiveAfter: P3M }\n", "plan.yaml");
  const asked = ["churn", ...files, "--as-of", "2023-12-31", "--horizon", "P3M", "--plan", plan];
  const { data } = await json(...asked);
  expect(data.model.horizon).toBe("P3M");
  expect(data.customers[0]).toMatchObject({ probability: expect.any(Number) });
  const { out } = await insight(...asked, "--locale", "sv");
  expect(out).toMatch(/Störst risk\n─+\n +kund +risk +kunden …\n +c\d{4} +\d+ % +har /);
  const none = await insight("churn", ...files, "--as-of", "2023-06-30");
  expect(none.out).toMatch(/Not enough data yet: .* they\s+begin on 2023-01-01\./s);
});

test("the matrix counts classes by segments of the plan, with what it means for each cell", async () => {
  const customers = shopIds(100).map((id) => `${id},Kund ${id}`);
  const files = await insightFiles({
    customers: `id,name\n${customers.join("\n")}\n`,
    purchases: shopText(100),
  });
  const plan = await fileWith(
    [
      "valueClasses: {}",
      "segments:",
      "  - id: often",
      "    name: { sv: Ofta, en: Often }",
      "    when: { count: purchases, is: at-least, value: 5 }",
      "  - id: rest",
      "    name: { sv: Övriga, en: Others }",
      "matrix:",
      "  cells:",
      "    - { valueClass: gold, strategy: retain, program: welcome }",
      "    - { valueClass: silver, strategy: develop }",
    ].join("\n"),
    "plan.yaml",
  );
  const { data } = await json("matrix", ...files, "--as-of", "2023-12-31", "--plan", plan);
  const total = data.cells.reduce(
    (sum: number, each: { customers: number }) => sum + each.customers,
    0,
  );
  expect(total).toBe(data.customers);
  const { out } = await insight(
    "matrix",
    ...files,
    "--as-of",
    "2023-12-31",
    "--plan",
    plan,
    "--locale",
    "sv",
  );
  expect(out).toMatch(/segment +guld +silver +brons +kunder +värde \(SEK\) +guld\n +Ofta +\d/);
  expect(out).toMatch(/Guld \/ Ofta +\d+ +[\d ]+ +behålla +welcome/);
  expect(out).toMatch(/Brons \/ Övriga +\d+ +[\d ]+ +\(tom ruta\)/);
});

test("readiness tells missing fields, criteria that cannot fire, and what nothing uses", async () => {
  const files = await insightFiles({
    customers: "id,name,email,owner\n1,Anna,a@example.se,\n2,Bo,,\n",
    agreements: "id,customer_id,product,kind,start,end\na1,1,Fast,fixed,2025-01-01,2026-12-31\n",
  });
  const { code, data } = await json("readiness", ...files, "--program", "renewal");
  expect(code).toBe(0);
  const of = (field: string) =>
    data.needed.find((each: { readonly field: string }) => each.field === field);
  expect(of("customer.mobile")).toMatchObject({ status: "missing" });
  expect(of("customer.email")).toMatchObject({ status: "partly", filled: 0.5 });
  expect(of("agreement.end")).toMatchObject({ status: "filled" });
  const { out } = await insight("readiness", ...files, "--locale", "sv");
  expect(out).toMatch(/customer\.mobile +saknas +0,0 %/);
  expect(out).toMatch(/ program +inträde +aldrig +alla +tomma uppgifter\n/);
});

describe("assessment", () => {
  test("answers the documents' year by the figures of flows, and says what the data lack", async () => {
    const files = await insightFiles({ purchases: yearOfDocuments() });
    const asked = [...files, "--as-of", "2026-12-31"];
    const flows = await json("flows", ...asked);
    const { code, data } = await json("assessment", ...asked);
    expect(code).toBe(0);
    expect(data.questions).toHaveLength(10);
    const of = (id: string) =>
      data.questions.find((each: { readonly id: string }) => each.id === id);
    const { statement } = flows.data.now;
    expect(flows.data.seesLost).toBe(false);
    for (const id of ["inflow", "churn", "return", "why", "initiative", "cross-sell"]) {
      expect(of(id).verdict).toBe("unknown");
    }
    expect(of("passive").figure).toBe(
      flows.data.now.pairs
        .filter(({ to }: { readonly to: string }) => ["inactive", "decreasing"].includes(to))
        .reduce(
          (sum: number, { customers }: { readonly customers: number }) => sum + customers,
          0,
        ) / statement.end,
    );
    const swedish = await insight("assessment", ...asked, "--locale", "sv");
    expect(swedish.out).toMatch(/^Självskattning per 2026-12-31\n/);
    expect(swedish.out).toMatch(
      /\n1\. Är ni nöjda med inflödet av kunder\?\n─+\nData svarar inte\n/,
    );
  });

  test("judges losses, returns, recruits and cross-selling where the records carry them", async () => {
    const shop = shopText(600)
      .trimEnd()
      .split("\n")
      .map((line, index) => `${line},${index === 0 ? "category" : `c${index % 3}`}`);
    const files = await insightFiles({ purchases: `${shop.join("\n")}\n` });
    const asked = [...files, "--as-of", "2024-12-31", "--period", "P6M"];
    const plan = await fileWith("flows: { lostAfter: P9M, inactiveAfter: P4M }\n", "plan.yaml");
    const rules = [...asked, "--plan", plan];
    const cost = ["--acquisition-cost", "1"];
    const flows = await json("flows", ...rules);
    const value = await json("value", ...rules, ...cost);
    const { data } = await json("assessment", ...rules, ...cost);
    const of = (id: string) =>
      data.questions.find((each: { readonly id: string }) => each.id === id);
    const { churn, lost, wonBack, new: fresh } = flows.data.now.statement;
    expect(flows.data.seesLost).toBe(true);
    expect(of("churn")).toMatchObject({ figure: churn, threshold: expect.anything() });
    expect(of("inflow").figure).toBe((fresh + wonBack) / lost);
    expect(of("return").figure).toBe(wonBack / lost);
    expect(of("recruits").figure).toBe(Math.round(value.data.acquisition.netPresentValue));
    expect(of("cross-sell")).toMatchObject({ verdict: "yes", unit: "share" });
    expect(of("right-leave").says.en).toMatch(/of the best customers were lost, against/);
  });
});

describe("wrong usage ends with 2 and says what to do", () => {
  test.each([
    [
      ["--as-of", "2027-12-31"],
      /lies in the future of the purchases: they reach from 2023-01-01 to /,
    ],
    [["--as-of", "2020-01-01"], /comes before all purchases: they reach from 2023-01-01/],
    [["--period", "P1Q"], /Write whole days such as P1Y, P6M/],
    [["--plan", "/nowhere.yaml"], /There is no plan "\/nowhere\.yaml" that may be read/],
    [["--tenant", "acme"], /Both --tenant and --purchases are given/],
    [["--currency", "kronor"], /"kronor" is no currency/],
    [["--out", "/nowhere/x.csv"], /"\/nowhere\/x\.csv" cannot be written/],
  ])("%s", async (more, sentence) => {
    const files = await insightFiles({ purchases: shopText(20) });
    const asOf = more.includes("--as-of") ? [] : ["--as-of", "2023-12-31", "--period", "P6M"];
    const { code, out, err } = await insight("value", ...files, ...asOf, ...more);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(TRACE);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("a file without the columns, and a report that has nothing to be made of", async () => {
    const odd = await insightFiles({ purchases: "id,who,sum\n1,2,3\n" });
    const { code, err } = await insight("rfm", ...odd);
    expect(code).toBe(2);
    expect(err).toMatch(/no column is named customerId or at or amount/);
    const customers = await insightFiles({ customers: "id,name\n1,Anna\n" });
    const none = await insight("rfm", ...customers);
    expect(none).toMatchObject({ code: 2 });
    expect(none.err).toMatch(/There are no purchases and no agreements in /);
    const nothing = await insight("rfm", "--data-dir", "/nowhere");
    expect(nothing).toMatchObject({ code: 2 });
    expect(nothing.err).toMatch(/No file is given, and there is no database in \/nowhere/);
  });
});

test("a bad row is told and left out, and the command ends with 1", async () => {
  const good = shopText(20);
  const files = await insightFiles({ purchases: `${good}bad,c1,yesterday,12,SEK\n` });
  const { code, err, data } = await json("rfm", ...files, "--as-of", "2023-12-31");
  expect(code).toBe(1);
  expect(err).toMatch(/purchases\.csv:\d+ column at: /);
  expect(data).toMatchObject({ rejected: 1, customers: 20 });
});

test("purchases in another currency count as purchases and not as money", async () => {
  const own = purchaseText([
    { id: "a", first: "2023-01-01", everyDays: 10, times: 3, amount: 100 },
  ]);
  const files = await insightFiles({ purchases: `${own}x,a,2023-03-01T10:00:00Z,5000,EUR\n` });
  const { data } = await json("rfm", ...files);
  expect(data).toMatchObject({ currency: "SEK", base: { otherCurrencies: 1 } });
  expect(data.scores).toMatchObject([{ purchases: 4, amount: 300 }]);
});

describe("on the store", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase();
  }, 60_000);
  afterAll(() => database.stop());

  test("a report on a tenant is the same as on the files it was filled with", async () => {
    const files = await insightFiles({
      customers: `id,name\n${shopIds(150)
        .map((id) => `${id},Kund`)
        .join("\n")}\n`,
      purchases: shopText(150),
    });
    const place = ["--data-dir", database.dataDir];
    const filled = await perennialHere(["import", ...files, ...place]);
    expect(filled.code).toBe(0);
    const asked = ["--as-of", "2024-06-30", "--json"];
    for (const report of ["value", "flows", "migration", "rfm", "pareto", "cohorts"]) {
      const fromFiles = await insight(report, ...files, ...asked);
      const fromStore = await insight(report, ...place, "--tenant", "default", ...asked);
      expect(fromStore.code).toBe(0);
      const { sources: _files, ...ofFiles } = JSON.parse(fromFiles.out);
      const { sources, ...ofStore } = JSON.parse(fromStore.out);
      expect(sources).toEqual(["tenant default"]);
      expect(ofStore).toEqual(ofFiles);
    }
  });

  test("the self-assessment of a tenant shows what the company itself answered", async () => {
    const [tenant] = await listTenants(database.db);
    const answer = { question: "why", answer: "partly", note: "We ask some.", by: "Anna" } as const;
    await asTenant(database.db, tenant?.id ?? 0, (tx) =>
      saveAssessmentAnswer(tx, { ...answer, at: "2024-06-30T10:00:00.000Z" }),
    );
    const place = ["--data-dir", database.dataDir, "--as-of", "2024-06-30"];
    const { code, out } = await insight("assessment", ...place);
    expect(code).toBe(0);
    expect(out).toContain("Your own answer: partly (Anna, 2024-06-30). We ask some.");
  });

  test("a tenant that is not there is told with those there are", async () => {
    const place = ["--data-dir", database.dataDir, "--tenant", "acme"];
    const { code, err } = await insight("rfm", ...place);
    expect(code).toBe(2);
    expect(err).toMatch(/There is no tenant "acme"\. There are: default\./);
  });
});
