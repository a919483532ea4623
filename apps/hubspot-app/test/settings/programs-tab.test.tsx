import { StatusTag } from "@hubspot/ui-extensions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { useSurroundings } from "../../src/app/settings/page-tools.ts";
import { ProgramsTab } from "../../src/app/settings/programs/programs-tab.tsx";
import { PROGRAMS } from "../support/examples.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

function Page() {
  return <ProgramsTab surroundings={useSurroundings()} />;
}

function openPrograms(replies: Replies = {}, looking: Looking = {}) {
  const asked = stubPerennial({ listPrograms: () => PROGRAMS, ...replies });
  const page = renderPage("settings", <Page />, looking);
  const alert = () => page.renderer.mocks.actions.addAlert.calls.at(-1)?.[0];
  return { ...page, asked, alert };
}

/** Gives the third program, which is a draft, another state. */
function inState(state: string) {
  return { items: PROGRAMS.items.map((it) => (it.id === "winback" ? { ...it, state } : it)) };
}

describe("the programs tab", () => {
  test("lists programs with their state and how many are in them", async () => {
    const page = openPrograms();
    await page.says("Förlängning");
    const states = page.renderer.findAll(StatusTag).map(({ text }) => text);
    expect(states).toEqual(["På", "På", "Utkast"]);
    expect(page.text()).toContain("14 pågår, 3 avslutade. Version 2.");
    expect(page.primaries()).toEqual([]);
  });

  test("turns a program on only after saying how many would enter", async () => {
    let state = "draft";
    const page = openPrograms({
      listPrograms: () => inState(state),
      getAudience: () => ({ today: 37, eligible: 412, sentence: "Avtalet går ut om 60 dagar." }),
      setProgram: ({ params: { id } }) => {
        state = "active";
        const found = inState(state).items.find((each) => each.id === id);
        return found ?? new Refusal(404, "There is none.");
      },
    });
    await page.says("Vinn tillbaka");
    page.press("Slå på");
    await page.says("37 skulle gå in i dag.");
    expect(page.text()).toContain("412 uppfyller villkoren");
    expect(page.text()).toContain("Avtalet går ut om 60 dagar.");
    expect(page.asked.some(({ id }) => id === "setProgram")).toBe(false);
    expect(page.primaries()).toHaveLength(1);
    page.press("Slå på");
    await page.until(() => expect(page.alert()?.message).toBe("Vinn tillbaka är på."));
    expect(page.asked).toContainEqual({
      ...{ id: "setProgram", params: { id: "winback" }, query: {}, body: { state: "active" } },
    });
    await page.until(() => expect(page.renderer.findAll(StatusTag).at(-1)?.text).toBe("På"));
  });

  test("says why a program cannot be turned on, and leaves it as it was", async () => {
    const page = openPrograms({
      getAudience: () => ({ today: 0, eligible: 0, sentence: "" }),
      setProgram: () => new Refusal(409, "A setting is missing: offer."),
    });
    await page.says("Vinn tillbaka");
    page.press("Slå på");
    await page.says("0 skulle gå in i dag.");
    page.press("Slå på");
    await page.until(() => expect(page.alert()?.message).toContain("A setting is missing: offer."));
    expect(page.alert()?.type).toBe("danger");
    expect(page.renderer.findAll(StatusTag).at(-1)?.text).toBe("Utkast");
  });

  test("pauses a program at one press", async () => {
    const [renewal] = PROGRAMS.items;
    const page = openPrograms({
      setProgram: () => (renewal ? { ...renewal, state: "paused" } : new Refusal(404, "None.")),
    });
    await page.says("Förlängning");
    page.press("Pausa");
    await page.until(() => expect(page.alert()?.type).toBe("success"));
    expect(page.asked.find(({ id }) => id === "setProgram")).toMatchObject({
      ...{ params: { id: "renewal" }, body: { state: "paused" } },
    });
  });

  test("says what comes here while there is no program", async () => {
    const page = openPrograms({ listPrograms: () => ({ items: [] }) }, { language: "en" });
    await page.says("Your programs come here");
  });

  test("can be seen but not changed by whoever HubSpot does not let", async () => {
    const page = openPrograms({}, { mayManage: false });
    await page.says("Förlängning");
    expect(page.buttons()).toEqual([]);
  });
});
