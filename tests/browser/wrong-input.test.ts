import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useConsole } from "./harness/use-console.ts";

const console = useConsole();

/** A form filled in wrongly: where it is, what is done, and the field that then says so and keeps what was written. */
interface WrongInput {
  readonly path: string;
  /** Writes something wrong and sends it; gives the field. */
  readonly write: (page: Page) => Promise<Locator>;
  /** What still stands in the field. */
  readonly kept: string;
}

const press = (page: Page | Locator, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

async function fill(field: Locator, value: string): Promise<Locator> {
  await field.fill(value);
  return field;
}

/** Forms whose wrong input no other file tries. */
const FORMS: Readonly<Record<string, WrongInput>> = {
  "a limit on messages": {
    path: "/settings/frequency",
    kept: "0",
    write: async (page) => {
      const field = await fill(page.getByRole("textbox", { name: "At most" }).first(), "");
      await press(page, "Save");
      return field;
    },
  },
  "a day of one's own": {
    path: "/settings/holidays",
    kept: "",
    write: async (page) => {
      await press(page, "Add a day");
      const day = page.getByRole("group", { name: "Own day 1" });
      await day.getByLabel("Date").fill("2026-12-30");
      await press(page, "Save");
      return day.getByRole("textbox", { name: "Name in Swedish" });
    },
  },
  "a sender": {
    path: "/settings/senders",
    kept: "a sender that is much too long",
    write: async (page) => {
      const field = page.getByRole("textbox", { name: "Sender", exact: true }).first();
      await fill(field, "a sender that is much too long");
      await press(page.locator("form").filter({ has: field }), "Save");
      return field;
    },
  },
  "a key": {
    path: "/settings/tokens",
    kept: "",
    write: async (page) => {
      await press(page, "Make a key");
      const dialog = page.getByRole("dialog");
      await press(dialog, "Make it");
      return dialog.getByRole("textbox", { name: "What it is for" });
    },
  },
  "a receiver of events": {
    path: "/settings/endpoints",
    kept: "shop.example",
    write: async (page) => {
      await press(page, "Add a receiver");
      const dialog = page.getByRole("dialog");
      await fill(dialog.getByRole("textbox", { name: "Name", exact: true }), "web-shop");
      const field = await fill(dialog.getByRole("textbox", { name: "Address" }), "shop.example");
      await press(dialog, "Save");
      return field;
    },
  },
};

describe("wrong input is told at its field and lost nowhere", () => {
  test.each(Object.entries(FORMS))("%s", async (_name, { path, write, kept }) => {
    const page = await console().open(path, { locale: "en" });
    const field = await write(page);
    await field.and(page.locator("[aria-invalid=true], [data-error]")).waitFor();
    expect(await field.inputValue()).toBe(kept);
  });
});
