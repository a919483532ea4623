import { Form, Input, MultiSelect, NumberInput, Select, Toggle } from "@hubspot/ui-extensions";
import { OPERATIONS } from "@perennial/api";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MessagesTab } from "../../src/app/settings/messages/messages-tab.tsx";
import { useSurroundings } from "../../src/app/settings/page-tools.ts";
import { type Looking, renderPage } from "../support/render-page.ts";
import { TENANT } from "../support/settings-examples.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

function Page() {
  return <MessagesTab surroundings={useSurroundings()} />;
}

async function openMessages(replies: Replies = {}, looking: Looking = {}) {
  const asked = stubPerennial({ getTenantSettings: () => TENANT, ...replies });
  const page = renderPage("settings", <Page />, looking);
  const { renderer } = page;
  const input = (name: string) => renderer.find(Input, { name });
  await page.until(() => input("senders.smtp.fromName"));
  return {
    ...{ ...page, asked, input },
    alert: () => renderer.mocks.actions.addAlert.calls.at(-1)?.[0],
    write: async (name: string, value: string) => {
      input(name).props.onChange?.(value);
      await page.until(() => expect(input(name).props.value).toBe(value));
    },
    save: () => renderer.find(Form).trigger("onSubmit"),
    saved: () => asked.filter(({ id }) => id === "saveTenantSettings").map(({ body }) => body),
  };
}

/** The server gives back what is kept after a change. */
const keep: NonNullable<Replies["saveTenantSettings"]> = ({ body }) =>
  OPERATIONS.getTenantSettings.answer.parse({
    ...TENANT,
    ...OPERATIONS.saveTenantSettings.body.parse(body),
  });

describe("the messages tab", () => {
  test("shows senders, hours, caps, the budget and holidays", async () => {
    const { renderer, input } = await openMessages();
    expect(input("senders.smtp.replyTo").props).toMatchObject({
      ...{ label: "Svar går till", value: "svar@elbolaget.example" },
    });
    expect(input("quietHours.marketing.weekday.0.from").props.value).toBe("08:00");
    expect(renderer.find(NumberInput, { name: "caps.0.limit" }).props.value).toBe(2);
    expect(input("caps.0.window.rolling").props.description).toContain("(7 dagar)");
    expect(renderer.find(Toggle, { name: "budget.on" }).props.checked).toBe(true);
    expect(renderer.find(Select, { name: "holidays.country" }).props.value).toBe("SE");
  });

  test("saves what was changed alone, each part as a whole", async () => {
    const page = await openMessages({ saveTenantSettings: keep });
    await page.write("senders.smtp.fromName", "Elbolaget");
    await page.write("quietHours.calls.weekday.0.from", "09:00");
    page.renderer.find(MultiSelect, { name: "caps.0.channels" }).props.onChange?.(["sms"]);
    page.renderer.find(Toggle, { name: "budget.on" }).props.onChange?.(false);
    await page.until(() =>
      expect(page.renderer.find(Toggle, { name: "budget.on" }).props.checked).toBe(false),
    );
    page.save();
    await page.until(() => expect(page.alert()?.message).toBe("Inställningarna är sparade."));
    const { calls } = TENANT.quietHours;
    const weekday = [{ from: "09:00", to: "20:00" }];
    expect(page.saved()).toEqual([
      {
        senders: [
          {
            connection: "smtp",
            values: { fromName: "Elbolaget", replyTo: "svar@elbolaget.example" },
          },
        ],
        quietHours: { ...TENANT.quietHours, calls: { ...calls, weekday } },
        caps: [{ ...TENANT.caps[0], channels: ["sms"] }],
        budget: null,
      },
    ]);
  });

  test("takes a sender's field away that is emptied", async () => {
    const page = await openMessages({ saveTenantSettings: keep });
    page.input("senders.smtp.replyTo").props.onChange?.("");
    await page.until(() => expect(page.input("senders.smtp.replyTo").props.value).toBe(""));
    page.save();
    await page.until(() => expect(page.saved()).toHaveLength(1));
    expect(page.saved()).toEqual([
      { senders: [{ connection: "smtp", values: { fromName: null, replyTo: null } }] },
    ]);
  });

  test("shows what the server refuses at its field", async () => {
    const place = "body.quietHours.calls.weekday.0.from";
    const page = await openMessages({
      saveTenantSettings: () =>
        new Refusal(400, "Not right.", [{ place, message: "write it before the other" }]),
    });
    await page.write("quietHours.calls.weekday.0.from", "21:00");
    page.save();
    await page.until(() =>
      expect(page.input("quietHours.calls.weekday.0.from").props).toMatchObject({
        ...{ error: true, validationMessage: "write it before the other" },
      }),
    );
    expect(page.alert()?.type).toBe("danger");
  });

  test("shows what the server refuses of a sender at its field", async () => {
    const place = "body.senders.smtp.replyTo";
    const page = await openMessages({
      saveTenantSettings: () =>
        new Refusal(400, "Not right.", [{ place, message: "Invalid email address" }]),
    });
    await page.write("senders.smtp.replyTo", "nowhere");
    page.save();
    await page.until(() =>
      expect(page.input("senders.smtp.replyTo").props).toMatchObject({
        ...{ error: true, validationMessage: "Invalid email address" },
      }),
    );
  });

  test("says where a channel comes from while there is none", async () => {
    stubPerennial({ getTenantSettings: () => ({ ...TENANT, senders: [] }) });
    const page = renderPage("settings", <Page />);
    await page.says("Ingen kanal är ansluten");
  });

  test("has no button for whoever HubSpot does not let", async () => {
    const page = await openMessages({}, { mayManage: false });
    expect(page.buttons()).toEqual([]);
    expect(page.input("senders.smtp.fromName").props.readOnly).toBe(true);
  });
});
