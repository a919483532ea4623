import { Alert, Link, LoadingSpinner, ProgressBar, StatisticsItem } from "@hubspot/ui-extensions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SettingsPage } from "../../src/app/settings/settings-page.tsx";
import { PROGRAMS } from "../support/examples.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { connectionForm, HEALTH, TENANT } from "../support/settings-examples.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Replies = Parameters<typeof stubPerennial>[0];

function openSettings(replies: Replies, looking: Looking = {}) {
  const asked = stubPerennial({
    getConnection: () => HEALTH,
    getConnectionForm: () => connectionForm(),
    getTenantSettings: () => TENANT,
    listPrograms: () => PROGRAMS,
    ...replies,
  });
  const page = renderPage("settings", <SettingsPage />, looking);
  const alert = () => page.renderer.mocks.actions.addAlert.calls.at(-1)?.[0];
  const alertsOf = (variant: string) =>
    page.renderer.findAll(Alert).filter(({ props }) => props.variant === variant);
  return { ...page, asked, alert, alertsOf };
}

describe("the health tab", () => {
  test("shows the account, the three lists with reasons, and the latest failures", async () => {
    const page = openSettings({});
    expect(page.renderer.find(LoadingSpinner).props.label).toBe("Hämtar …");
    await page.says("Anslutningen fungerar");
    const figures = page.renderer.findAll(StatisticsItem).map(({ props }) => props.number);
    expect(figures).toEqual([1200, 3, 1]);
    for (const words of [
      ...[
        "Konto: Elbolaget (4711)",
        "Has neither e-mail nor phone.",
        "deal 77",
        "contact 88: Has neither",
        "Allt är inläst.",
      ],
      ...["1\u00a0204 inlästa", "22 nov. 2026 09:00 (Europe/Stockholm)", "anna@elbolaget.example"],
    ]) {
      expect(page.text()).toContain(words);
    }
    expect(page.primaries()).toHaveLength(1);
  });

  test("says what stands still and how to connect again, and what is missing", async () => {
    const connection = { ...HEALTH.connection, state: "paused", problem: "The token was refused." };
    const missing = ["deals cannot be read: connect again and allow crm.objects.deals.read"];
    const page = openSettings({ getConnection: () => ({ ...HEALTH, connection, missing }) });
    await page.says("The token was refused.");
    expect(page.alertsOf("danger").map(({ props }) => props.title)).toEqual([
      "Anslutningen står still",
    ]);
    expect(page.text()).toContain("crm.objects.deals.read");
    expect(page.renderer.find(Link).props.href).toBe(
      "https://perennial.example/apps/hubspot/install",
    );
  });

  test("looks again every few seconds while the first load is under way", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let count = 0;
    const load = () => ({
      ...{ state: count < 30 ? ("loading" as const) : ("done" as const) },
      startedAt: "2026-11-22T08:00:00.000Z",
      read: [{ kind: "contact", count, lastAt: "2026-11-22T08:00:00.000Z" }],
      records: { read: count, total: null },
    });
    const getConnection = () => {
      count += 10;
      return { ...HEALTH, load: load() };
    };
    const page = openSettings({ getConnection }, { mayManage: false });
    const turn = async () => {
      for (let step = 0; step < 20; step += 1) await new Promise((done) => setImmediate(done));
    };
    await turn();
    expect(page.text()).toContain("10 inlästa");
    expect(page.text()).toContain("Inläsningen pågår.");
    vi.advanceTimersByTime(5_000);
    await turn();
    expect(page.text()).toContain("20 inlästa");
    vi.advanceTimersByTime(5_000);
    await turn();
    expect(page.text()).toContain("Allt är inläst.");
    vi.advanceTimersByTime(60_000);
    await turn();
    expect(page.asked).toHaveLength(3);
  });

  test("shows how much is read of what there is, while it is being read", async () => {
    const load = { ...HEALTH.load, records: { read: 12_300, total: 100_000 } };
    const loading = { ...load, state: "loading" as const };
    const open = (of: typeof HEALTH.load) =>
      openSettings({ getConnection: () => ({ ...HEALTH, load: of }) }, { language: "en" });
    const page = open(loading);
    await page.until(() =>
      expect(page.renderer.find(ProgressBar).props).toMatchObject({
        ...{ value: 12_300, maxValue: 100_000, valueDescription: "12,300 of 100,000 read" },
      }),
    );
    const query = page.asked.find(({ id }) => id === "getConnection")?.query;
    expect(query).toEqual({ locale: "en" });
    const done = open(load);
    await done.says("Everything has been read.");
    expect(done.renderer.maybeFind(ProgressBar)).toBeNull();
  });

  test("reads changes, or everything, when asked", async () => {
    const page = openSettings({ resyncConnection: () => ({ requested: true }) });
    await page.says("Anslutningen fungerar");
    page.press("Läs ändringar nu");
    await page.until(() => expect(page.alert()?.message).toBe("Läsningen börjar nu."));
    await page.until(() => page.press("Läs allt från början"));
    await page.until(() => expect(page.alert()?.message).toContain("Allt läses om."));
    const bodies = page.asked.filter(({ id }) => id === "resyncConnection").map((it) => it.body);
    expect(bodies).toEqual([{ everything: false }, { everything: true }]);
  });

  test("disconnects only after saying what is deleted", async () => {
    const connection = { ...HEALTH.connection, state: "disconnected", problem: "Uninstalled." };
    let isGone = false;
    const page = openSettings({
      getConnection: () => (isGone ? { ...HEALTH, connection } : HEALTH),
      disconnect: () => {
        isGone = true;
        return connection;
      },
    });
    await page.says("Anslutningen fungerar");
    page.press("Koppla från");
    await page.says("våra nycklar dit raderas på en gång");
    expect(page.asked.some(({ id }) => id === "disconnect")).toBe(false);
    page.press("Koppla från");
    await page.says("Appen är frånkopplad");
    expect(page.alert()).toMatchObject({ type: "success", message: "Perennial är frånkopplat." });
    expect(page.text()).not.toContain("Läs ändringar nu");
  });

  test("lets nobody change anything whom HubSpot does not let, and says so", async () => {
    const page = openSettings({}, { mayManage: false, language: "en" });
    await page.says("The connection works");
    expect(page.text()).toContain("You can see the settings but not change them");
    expect(page.buttons()).toEqual([]);
    expect(page.asked.map(({ id }) => id)).toEqual(["getConnection"]);
  });

  test("says what went wrong, with the request's id", async () => {
    const page = openSettings({ getConnection: () => new Refusal(503, "The database is away.") });
    await page.says("Perennial svarar inte just nu.");
    expect(page.text()).toContain("request-1");
  });
});

describe("the checklist", () => {
  test("shows the first step that is not done, and goes where it is done", async () => {
    const page = openSettings({
      describeConnection: () => new Refusal(409, "Away."),
      tryConnectionMapping: () => new Refusal(409, "Away."),
    });
    await page.says("Kom i gång");
    expect(page.text()).toContain("Säg var avtalen finns");
    page.press("Gå dit");
    await page.says("HubSpots egenskaper kan inte visas just nu.");
  });

  test("is gone once all is done", async () => {
    const agreements = [{ name: "el", from: "deals" }];
    const senders = [{ connection: "smtp", values: { fromName: "Elbolaget" } }];
    const page = openSettings({
      getConnectionForm: () => connectionForm({ agreements }),
      getTenantSettings: () => ({ ...TENANT, senders }),
    });
    await page.until(() => expect(page.asked.length).toBeGreaterThanOrEqual(5));
    await page.says("Anslutningen fungerar");
    expect(page.text()).not.toContain("Kom i gång");
  });
});
