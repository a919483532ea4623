import { Alert, Link, LoadingSpinner, StatisticsItem } from "@hubspot/ui-extensions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { HomePage } from "../../src/app/pages/home-page.tsx";
import { renderPage } from "../support/render-page.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

const none = {
  ...{ entered: 0, sent: 0, called: 0, answered: 0, ordered: 0, renewed: 0, notSent: 0, failed: 0 },
};
const OVERVIEW = {
  ...{ now: "2026-11-22T08:00:00.000Z", due: 4, today: 31, running: 412 },
  lastDay: { ...none, entered: 5, sent: 29, answered: 7, failed: 1 },
  warnings: [
    {
      ...{ kind: "connection" as const, about: "hubspot" },
      sentence: "Anslutningen ”hubspot” står still: nyckeln gäller inte.",
    },
  ],
};

describe("the home page", () => {
  test("shows today's figures, what needs somebody and what helps", async () => {
    const asked = stubPerennial({ getOverview: () => OVERVIEW });
    const page = renderPage("pages", <HomePage />);
    expect(page.renderer.find(LoadingSpinner).props.label).toBe("Hämtar …");
    await page.until(() => page.renderer.find(StatisticsItem));
    const figures = page.renderer.findAll(StatisticsItem).map(({ props }) => props.number);
    expect(figures).toEqual([...[4, 31, 412], ...[5, 29, 0, 7, 0, 0, 0, 1]]);
    expect(page.renderer.find(Alert).props.title).toContain("står still");
    expect(page.text()).toContain("Öppna inställningarna och anslut igen.");
    expect(page.text()).toContain("22 nov. 2026 09:00 (Europe/Stockholm)");
    expect(page.renderer.find(Link).props.href).toContain("/connected-apps/4711/installed");
    expect(asked[0]?.query).toEqual({ locale: "sv" });
  });

  test("opens the console in a window by a link that holds once", async () => {
    const asked = stubPerennial({
      getOverview: () => OVERVIEW,
      createLaunch: () => ({
        url: "https://perennial.example/console/#code=once",
        expiresAt: "2026-11-22T08:01:00.000Z",
      }),
    });
    const page = renderPage("pages", <HomePage />);
    await page.says("Kunder i program");
    page.press("Öppna Perennial");
    const { actions } = page.renderer.mocks;
    const opened = () => actions.openIframeModal.calls.at(-1)?.[0];
    await page.until(() => expect(opened()).toBeDefined());
    expect(asked.at(-1)).toMatchObject({ id: "createLaunch", body: { path: "/" } });
    expect(opened()).toMatchObject({
      uri: "https://perennial.example/console/#code=once",
    });
  });

  test("says what comes here while nothing is under way", async () => {
    const quiet = { ...OVERVIEW, due: 0, today: 0, running: 0, lastDay: none, warnings: [] };
    stubPerennial({ getOverview: () => quiet });
    const page = renderPage("pages", <HomePage />, { language: "en" });
    await page.says("Nothing is under way yet");
    expect(page.text()).toContain("Nothing needs doing right now.");
  });

  test("says what went wrong, and tries again when asked", async () => {
    let isAway = true;
    stubPerennial({ getOverview: () => (isAway ? new Refusal(503, "Away.") : OVERVIEW) });
    const page = renderPage("pages", <HomePage />);
    await page.says("Perennial svarar inte just nu.");
    isAway = false;
    page.press("Försök igen");
    await page.says("Kunder i program");
  });
});
