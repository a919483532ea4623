import { Alert, Form, NumberInput, TextArea } from "@hubspot/ui-extensions";
import { OPERATIONS } from "@perennial/api";
import { afterEach, describe, expect, test, vi } from "vitest";
import { GeneralTab } from "../../src/app/settings/general/general-tab.tsx";
import { useSurroundings } from "../../src/app/settings/page-tools.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { TENANT } from "../support/settings-examples.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

function Page() {
  return <GeneralTab surroundings={useSurroundings()} />;
}

const keepSettings: NonNullable<Replies["saveTenantSettings"]> = ({ body }) =>
  OPERATIONS.getTenantSettings.answer.parse({
    ...TENANT,
    ...OPERATIONS.saveTenantSettings.body.parse(body),
  });
const keepList: NonNullable<Replies["saveAdministrators"]> = ({ body }) =>
  OPERATIONS.saveAdministrators.body.parse(body);

async function openGeneral(replies: Replies = {}, looking: Looking = {}) {
  const asked = stubPerennial({
    getAdministrators: () => ({ administrators: ["anna@elbolaget.example"] }),
    getTenantSettings: () => TENANT,
    ...{ saveTenantSettings: keepSettings, saveAdministrators: keepList },
    ...replies,
  });
  const page = renderPage("settings", <Page />, looking);
  const { renderer } = page;
  const list = (name: string) => renderer.find(TextArea, { name });
  await page.until(() => list("administrators"));
  return {
    ...{ ...page, asked, list },
    days: () => renderer.find(NumberInput, { name: "keepDays" }),
    alert: () => renderer.mocks.actions.addAlert.calls.at(-1)?.[0],
    write: async (name: string, value: string) => {
      list(name).props.onChange?.(value);
      await page.until(() => expect(list(name).props.value).toBe(value));
    },
    save: () => renderer.find(Form).trigger("onSubmit"),
    saved: () => asked.filter(({ body }) => body !== undefined).map(({ id, body }) => [id, body]),
  };
}

describe("the general tab", () => {
  test("shows who may change settings, who is told and through what, and how long things are kept", async () => {
    const page = await openGeneral();
    expect(page.list("administrators").props.value).toBe("anna@elbolaget.example");
    expect(page.list("notify").props.value).toBe("anna@elbolaget.example");
    expect(page.days().props.value).toBe(90);
    expect(page.text()).toContain("genom anslutningen smtp");
    expect(page.renderer.maybeFind(Alert)).toBeNull();
    expect(page.primaries()).toHaveLength(1);
  });

  test("says that nobody can be told while no connection sends e-mail", async () => {
    const page = await openGeneral({ getTenantSettings: () => ({ ...TENANT, notifyBy: null }) });
    expect(page.renderer.find(Alert).props.title).toBe("Ingen kan få besked");
  });

  test("saves what was changed, the administrators last", async () => {
    const page = await openGeneral();
    await page.write("administrators", "anna@elbolaget.example\nbo@elbolaget.example");
    page.days().props.onChange?.(14);
    await page.until(() => expect(page.days().props.value).toBe(14));
    page.save();
    await page.until(() => expect(page.alert()?.message).toBe("Inställningarna är sparade."));
    const administrators = ["anna@elbolaget.example", "bo@elbolaget.example"];
    expect(page.saved()).toEqual([
      ["saveTenantSettings", { keepDays: 14 }],
      ["saveAdministrators", { administrators }],
    ]);
    page.save();
    await page.until(() => expect(page.alert()?.message).toBe("Det finns inget att spara."));
    expect(page.saved()).toHaveLength(2);
  });

  test("shows at its field which address is not right, and what was saved stays saved", async () => {
    const place = "body.administrators.1";
    const page = await openGeneral({
      saveAdministrators: () =>
        new Refusal(400, "Not right.", [{ place, message: "is not known" }]),
    });
    await page.write("notify", "drift@elbolaget.example");
    await page.write("administrators", "anna@elbolaget.example\nbo@elbolaget.example");
    page.save();
    await page.until(() =>
      expect(page.list("administrators").props).toMatchObject({
        ...{ error: true, validationMessage: "bo@elbolaget.example: is not known" },
      }),
    );
    page.save();
    await page.until(() => expect(page.saved()).toHaveLength(3));
    expect(page.saved().map(([id]) => id)).toEqual([
      ...["saveTenantSettings", "saveAdministrators", "saveAdministrators"],
    ]);
  });

  test("has no button for whoever HubSpot does not let", async () => {
    const page = await openGeneral({}, { mayManage: false, language: "en" });
    expect(page.buttons()).toEqual([]);
    expect(page.list("administrators").props.readOnly).toBe(true);
  });
});
