import { readFile } from "node:fs/promises";
import { Customer } from "@perennial/contract";
import {
  addConsents,
  asTenant,
  CUSTOMERS,
  hashedEmail,
  listTenants,
  openDatabase,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

beforeAll(async () => {
  for await (const _day of console().client.stream("forwardClock", { body: { by: "P2D" } }));
}, 60_000);

describe("insight", () => {
  test("has its reports as of the day before the first night, and makes them anew when asked", async () => {
    const page = await console().open("/insight/value");
    await page.getByRole("heading", { name: "Värde av avtal" }).waitFor();
    await page.getByText("Läget den").waitFor();
    await page.getByRole("button", { name: "Räkna om" }).click();
    await page.getByRole("heading", { name: "Värde av avtal" }).waitFor();
    await page.getByRole("tab", { name: "Prognos" }).click();
    await page.getByText("Det går inte att göra en säker prognos än").waitFor();
  });

  test("keeps what is shown in the address", async () => {
    const page = await console().open("/insight/migration?kind=tier", { locale: "en" });
    await page.getByText("Quarter", { exact: true }).click();
    await page.waitForURL(/by=quarter/);
    expect(page.url()).toContain("kind=tier");
  });
});

/** Adds to the company what has a roof of one kind or another: nearly all gold customers a flat one, others seldom. */
async function addRoofs(): Promise<void> {
  const db = openDatabase({ url: console().databaseUrl, connections: 1 });
  const at = "2026-01-01T10:00:00.000Z";
  const people = Array.from({ length: 220 }, (_, index) => {
    const isGold = index < 60;
    const flat = isGold ? index % 10 !== 0 : index % (index < 180 ? 5 : 2) === 0;
    return Customer.parse({
      ...{
        id: `roof-${index}`,
        name: `Tak ${index}`,
        email: `tak${index}@example.se`,
        updatedAt: at,
      },
      attributes: { roof: flat ? "flat" : "pitched" },
    });
  });
  const consent = { channel: "email", purpose: "marketing", state: "given", at } as const;
  const [tenant] = await listTenants(db);
  await asTenant(db, tenant?.id ?? 0, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, people);
    // The plan in force has the review decide the class, so it is set as the review would have left it.
    await tx.run(sql`
      update customers set value_class = case when substring(id from 6)::int < 60 then 'gold' else 'silver' end
      where tenant_id = ${tx.tenant} and id like 'roof-%' and substring(id from 6)::int < 180`);
    const how = { ...consent, source: "form", legalBasis: "consent" } as const;
    await addConsents(tx, [{ ...how, customerId: "roof-180" }]);
  });
  // Nothing was asked through Kysely, which would end the pool only if it had begun it.
  await db.destroy();
}

describe("the self-assessment", () => {
  test("keeps the company's own answer with who gave it, and takes it away again", async () => {
    const page = await console().open("/insight/assessment");
    const name = "Köper kunderna allt de kan köpa av er?";
    const section = page.getByRole("region", { name: `6. ${name}` });
    await section.getByText("Data svarar inte", { exact: true }).waitFor();
    await section.getByText("Inget svar än", { exact: true }).waitFor();
    await section.getByText("Delvis", { exact: true }).click();
    await section.getByRole("textbox", { name: `Anteckning: ${name}` }).fill("Halva behovet.");
    await section.getByRole("button", { name: `Spara svaret: ${name}` }).click();
    await section.getByRole("button", { name: `Ta bort svaret: ${name}` }).waitFor();
    const { questions } = await console().client.ask("getAssessment");
    const own = questions.find(({ id }) => id === "all-they-can")?.own;
    expect(own).toMatchObject({ answer: "partly", note: "Halva behovet." });
    await section.getByText(`Delvis, svarat av ${own?.by}`).waitFor();
    await section.getByRole("button", { name: `Ta bort svaret: ${name}` }).click();
    await section.getByText("Inget svar än", { exact: true }).waitFor();
  });

  test("asks ten questions in English, and leads to what acts on one", async () => {
    const page = await console().open("/insight/assessment", { locale: "en" });
    const tenth = "10. Is it you, and not the customer, who takes the initiative?";
    await page.getByRole("region", { name: tenth }).waitFor();
    const first = page.getByRole("region", { name: /^1\. / });
    await first.getByRole("link", { name: "Insight, Flows", exact: true }).click();
    await page.waitForURL(/\/insight\/flows/);
  });
});

describe("twins of the best", () => {
  beforeAll(addRoofs, 30_000);

  test("show what sets the best apart, and hand out the file of those who consented", async () => {
    const page = await console().open("/insight/twins");
    await page.getByRole("region", { name: "Vad som utmärker de bästa kunderna" }).waitFor();
    const { traits } = await console().client.ask("getTwins", { query: { of: "gold" } });
    expect(traits).toContainEqual(expect.objectContaining({ name: "roof", value: "flat" }));
    await page.getByRole("combobox", { name: "Leta bland" }).click();
    await page.getByRole("option", { name: "Prospekt", exact: true }).click();
    await page.getByText(/har inget registrerat samtycke till marknadsföring med e-post/).waitFor();
    const fetched = page.waitForEvent("download");
    await page.getByRole("button", { name: "Hämta filen" }).click();
    const download = await fetched;
    expect(download.suggestedFilename()).toBe("tvillingar.csv");
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\r\n")[0]).toBe("id,email_sha256,points,reasons");
    expect(text).toContain(`roof-180,${hashedEmail("tak180@example.se")},`);
    await page.getByText("1 rad är hämtad.", { exact: true }).waitFor();
    const { items } = await console().client.ask("listAudit", {
      query: { operation: "exportTwins" },
    });
    expect(items[0]?.about).toMatchObject({ of: "gold", who: "prospects", exported: 1 });
  });
});

describe("loyalty", () => {
  test("tells a rule that cannot hold at its field, and publishes only what was previewed", async () => {
    const page = await console().open("/loyalty");
    const takes = page.getByRole("textbox", { name: "Krävs: Silver" });
    await takes.fill("500");
    await page.getByText("Rätta felen innan du publicerar.").waitFor();
    await takes.fill("48");
    const publish = page.getByRole("button", { name: "Publicera" });
    expect(await publish.isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Förhandsgranska på kundbasen" }).click();
    await page.getByText("Inget är sparat.").waitFor();
    const before = (await console().client.ask("getPlan")).inForce?.version ?? 0;
    await publish.click();
    await page.getByText(`Version ${before + 1} gäller`).waitFor();
    const { inForce } = await console().client.ask("getPlan");
    expect(JSON.stringify(inForce?.plan)).toContain('"from":48');
  });

  test("issues codes, and says at the field what is missing", async () => {
    const page = await console().open("/loyalty?tab=vouchers");
    await page.getByRole("button", { name: "Dela ut", exact: true }).click();
    await page.locator(".mantine-TextInput-error").first().waitFor();
    await page.getByRole("textbox", { name: "Erbjudande" }).fill("Höstrabatt");
    await page.getByRole("textbox", { name: "Utskick" }).fill("november");
    await page.getByRole("combobox", { name: "Till", exact: true }).click();
    await page.getByRole("option", { name: "Vem som helst" }).click();
    await page.getByRole("button", { name: "Dela ut", exact: true }).click();
    await page.getByRole("cell", { name: "Höstrabatt" }).waitFor();
  });
});

describe("the matrix", () => {
  test("shows the checker's words in the cell they are about", async () => {
    const page = await console().open("/matrix");
    await page.getByRole("button", { name: "Ändra rutan: Guld, Alla segment" }).click();
    await page.getByRole("textbox", { name: "Mål för bortfall", exact: true }).fill("40");
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Klar" }).click();
    const cell = page.getByRole("cell").filter({ hasText: "Bortfall högst 40 % per år" });
    await cell.getByText("40 procent").waitFor();
    expect(await page.getByRole("button", { name: "Publicera" }).isDisabled()).toBe(true);
  });

  test("leads to the customers of a cell", async () => {
    const page = await console().open("/matrix");
    await page.getByRole("link", { name: /kunder: Guld · Alla segment$/ }).click();
    await page.getByRole("heading", { level: 1, name: "Kunder" }).waitFor();
    expect(decodeURIComponent(page.url())).toContain("valueClasses");
  });
});
