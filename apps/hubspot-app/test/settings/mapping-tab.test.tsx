import {
  Accordion,
  Button,
  DescriptionListItem,
  Flex,
  Form,
  Input,
  MultiSelect,
  Select,
  Toggle,
} from "@hubspot/ui-extensions";
import { HubspotSettings } from "@perennial/connector-hubspot";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MappingTab } from "../../src/app/settings/mapping/mapping-tab.tsx";
import { useSurroundings } from "../../src/app/settings/page-tools.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { connectionForm, FIELDS, SAMPLES } from "../support/settings-examples.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

function Page() {
  return <MappingTab surroundings={useSurroundings()} />;
}

async function openMapping(replies: Replies = {}, looking: Looking = {}) {
  const asked = stubPerennial({
    getConnectionForm: () => connectionForm(),
    describeConnection: () => FIELDS,
    tryConnectionMapping: () => SAMPLES,
    ...replies,
  });
  const page = renderPage("settings", <Page />, looking);
  const { renderer } = page;
  const select = (name: string) => renderer.find(Select, { name });
  await page.until(() => expect(select("customers.firstName").props.options).toHaveLength(4));
  const alert = () => renderer.mocks.actions.addAlert.calls.at(-1)?.[0];
  return {
    ...{ ...page, asked, select, alert },
    choose: async (name: string, value: string) => {
      await page.until(() => select(name));
      select(name).props.onChange?.(value);
      await page.until(() => expect(select(name).props.value).toBe(value));
    },
    /** Presses "add" beside a list or under a record. */
    add: async (label: string) => {
      const section = renderer.find(Accordion, { title: label });
      const before = renderer.findAll(Select).length;
      section
        .findAll(Button)
        .filter(({ text }) => text === "Lägg till")
        .at(-1)
        ?.trigger("onClick");
      await page.until(() => expect(renderer.findAll(Select).length).toBeGreaterThan(before));
    },
    /** Chooses a name for a new row of a record, and presses "add" under it. */
    addRow: async (record: string, name: string) => {
      const row = () => renderer.find(Select, { name: `${record}.new` });
      await page.until(row);
      row().props.onChange?.(name);
      await page.until(() => expect(row().props.value).toBe(name));
      const fields = renderer
        .findAll(Flex)
        .find((each) => each.maybeFindChild(Select, { name: row().props.name ?? "" }));
      fields?.findAllChildren(Button).at(-1)?.trigger("onClick");
      await page.until(() => renderer.find(Select, { name: `${record}.${name}` }));
    },
    save: () => renderer.find(Form).trigger("onSubmit"),
    saved: () => asked.filter(({ id }) => id === "saveConnectionSettings").map((it) => it.body),
  };
}

describe("the mapping tab", () => {
  test("is made of the connector's own schema, with its words in the user's language", async () => {
    const page = await openMapping();
    const titles = page.renderer.findAll(Accordion).map(({ props }) => props.title);
    expect(titles).toEqual([
      ...["Allmänt", "Kunder", "Avtal", "Köp", "Samtal", "Samtycken för e-post"],
      ...["Skrivs till HubSpot", "Vem som får uppgifter"],
    ]);
    expect(page.select("customers.firstName").props).toMatchObject({
      ...{ label: "Förnamn", value: "firstname", description: "Till exempel: Anna." },
      options: [
        { value: "", label: "Används inte" },
        { value: "firstname", label: "First name (firstname)" },
        { value: "email", label: "Email (email)" },
        { value: "fas", label: "Fas (fas)" },
      ],
    });
    const { options } = page.select("customers.lastName").props;
    expect(options.at(-1)).toEqual({ value: "lastname", label: "lastname (finns inte i HubSpot)" });
    expect(page.renderer.find(Input, { name: "portalId" }).props.readOnly).toBe(true);
    expect(page.renderer.find(Toggle, { name: "logMessages" }).props.checked).toBe(true);
    expect(page.primaries()).toHaveLength(1);
  });

  test("knows a field for a property of every kind of record by the connector's schema", async () => {
    const agreements = [{ name: "el", from: "2-900" }];
    const page = await openMapping({ getConnectionForm: () => connectionForm({ agreements }) });
    expect(page.select("agreements.0.end").props.options.map(({ value }) => value)).toEqual([
      ...["", "slut"],
    ]);
    expect(page.select("purchases.0.at").props.options.map(({ value }) => value)).toEqual([
      ...["", "closedate", "dealstage", "pipeline"],
    ]);
    expect(page.select("agreements.0.from").props.options.map(({ value }) => value)).toEqual([
      ...["deals", "subscriptions", "contact-dates", "2-900"],
    ]);
    expect(
      page.renderer.find(MultiSelect, { name: "purchases.0.pipelines" }).props.options,
    ).toEqual([{ value: "default", label: "Sales" }]);
  });

  test("saves only what was changed, as settings that the connector takes", async () => {
    const page = await openMapping({
      saveConnectionSettings: ({ body }) => {
        const { settings } = body as { settings: object };
        return connectionForm({ ...settings });
      },
    });
    page.save();
    await page.until(() => expect(page.alert()?.message).toBe("Det finns inget att spara."));
    await page.choose("customers.firstName", "email");
    await page.add("Avtal");
    await page.choose("agreements.0.from", "deals");
    page.renderer.find(Input, { name: "agreements.0.name" }).props.onChange?.("el");
    await page.choose("agreements.0.end", "closedate");
    await page.addRow("agreements.0.statuses", "won");
    expect(page.select("agreements.0.statuses.won").props.label).toBe("Sales: Won");
    await page.choose("agreements.0.statuses.won", "active");
    page.save();
    await page.until(() => expect(page.alert()?.message).toBe("Inställningarna är sparade."));
    const [body] = page.saved() as { settings: Record<string, unknown> }[];
    expect(Object.keys(body?.settings ?? {})).toEqual(["customers", "agreements"]);
    expect(body?.settings.customers).toEqual({ firstName: "email" });
    const parsed = HubspotSettings.parse({ portalId: "4711", ...body?.settings });
    expect(parsed).toMatchObject({
      customers: { firstName: "email", lastName: "lastname" },
      agreements: [{ name: "el", from: "deals", end: "closedate", statuses: { won: "active" } }],
    });
  });

  test("takes a row of a record away by name, and turns a field off with null", async () => {
    const phase = { property: "fas", values: { ny: "welcome", gammal: "retain" } };
    const page = await openMapping({
      getConnectionForm: () => connectionForm({ customers: { phase } }),
      saveConnectionSettings: () => connectionForm(),
    });
    expect(page.select("customers.phase.values.ny").props.label).toBe("Ny kund");
    expect(page.select("writeBack.nextRenewal").props.label).toBe("Nästa förlängning");
    page.press("Ta bort");
    await page.until(() =>
      expect(page.renderer.maybeFind(Select, { name: "customers.phase.values.ny" })).toBeNull(),
    );
    page.save();
    await page.until(() => expect(page.saved()).toHaveLength(1));
    expect(page.saved()[0]).toEqual({
      settings: { customers: { phase: { values: { ny: null } } } },
    });
    await page.until(() => expect(page.alert()?.message).toBe("Inställningarna är sparade."));
    await page.choose("customers.firstName", "");
    page.save();
    await page.until(() => expect(page.saved()).toHaveLength(2));
    expect(page.saved()[1]).toEqual({ settings: { customers: { firstName: null } } });
  });

  test("shows what the server refuses at its field and above the buttons, until it is mended", async () => {
    const agreements = [{ name: "el", from: "deals" }];
    const page = await openMapping({
      getConnectionForm: () => connectionForm({ agreements }),
      saveConnectionSettings: () =>
        new Refusal(400, "The settings are not right.", [
          { place: "settings.agreements.0.name", message: "write a short name" },
        ]),
    });
    const name = () => page.renderer.find(Input, { name: "agreements.0.name" });
    name().props.onChange?.("El Avtal");
    await page.until(() => expect(name().props.value).toBe("El Avtal"));
    page.save();
    await page.until(() => expect(name().props.error).toBe(true));
    expect(name().props.validationMessage).toBe("write a short name");
    expect(page.alert()).toMatchObject({ type: "danger", title: "Det gick inte" });
    expect(page.text()).toContain("Det här behöver rättas");
    name().props.onChange?.("el-avtal");
    await page.until(() => expect(name().props.error).toBe(false));
    expect(page.text()).not.toContain("Det här behöver rättas");
  });

  test("tries what is in the form on real records, and keeps nothing of it", async () => {
    const page = await openMapping();
    await page.choose("customers.firstName", "fas");
    page.press("Prova");
    await page.says("Blir hos oss");
    const tried = page.asked.filter(({ id }) => id === "tryConnectionMapping").at(-1);
    expect(tried?.body).toEqual({
      ...{ object: "contact", count: 3 },
      settings: { customers: { firstName: "fas" } },
    });
    const shown = page.renderer.findAll(DescriptionListItem).map((it) => [it.props.label, it.text]);
    expect(shown).toEqual([
      ...[
        ["firstname", "Anna"],
        ["email", "anna@kund.example"],
      ],
      ...[
        ["Namn", "Anna"],
        ["E-post", "anna@kund.example"],
        ["Fas", "Behålla"],
      ],
    ]);
    expect(page.saved()).toEqual([]);
  });

  test("can be read but not changed by whoever HubSpot does not let", async () => {
    const page = await openMapping({}, { mayManage: false });
    const fields = [...page.renderer.findAll(Select), ...page.renderer.findAll(Input)];
    const changeable = fields.filter(({ props }) => props.readOnly !== true);
    expect(changeable.map(({ props }) => props.name)).toEqual(["trial.object"]);
    expect(page.buttons().map(({ text }) => text)).toEqual(["Prova"]);
  });

  test("says plainly that only administrators may see the settings", async () => {
    stubPerennial({
      getConnectionForm: () => new Refusal(403, "Only administrators may do this."),
      describeConnection: () => FIELDS,
      tryConnectionMapping: () => SAMPLES,
    });
    const page = renderPage("settings", <Page />, { language: "en" });
    await page.says("You may not do this.");
    expect(page.text()).toContain("Only administrators may do this.");
  });
});
