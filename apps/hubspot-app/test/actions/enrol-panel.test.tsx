import { Form, LoadingSpinner, ProgressBar, Select, TableRow } from "@hubspot/ui-extensions";
import { afterEach, describe, expect, test, vi } from "vitest";
import { EnrolBook } from "../../src/app/actions/enrol-book.ts";
import { EnrolPanel } from "../../src/app/actions/enrol-panel.tsx";
import { PROGRAMS } from "../support/examples.ts";
import { renderPage } from "../support/render-page.ts";
import { Refusal, stubPerennial } from "../support/stub-perennial.ts";

afterEach(() => vi.restoreAllMocks());

type Replies = Parameters<typeof stubPerennial>[0];

function stub(replies: Replies = {}) {
  return stubPerennial({
    listPrograms: () => PROGRAMS,
    startEnrolment: () => ({ entered: true, reason: null }),
    ...replies,
  });
}

async function openPanel(book: EnrolBook, objectIds: readonly number[]) {
  const crm = { objectTypeId: "0-1", objectIds };
  const page = renderPage("crm.bulkActions", <EnrolPanel book={book} />, { crm });
  await page.until(() => page.renderer.find(Select));
  const bar = () => page.renderer.find(ProgressBar).props;
  return {
    ...{ ...page, bar },
    choose: async (program: string) => {
      page.renderer.find(Select).props.onChange?.(program);
      await page.until(() => expect(page.renderer.find(Select).props.value).toBe(program));
    },
    submit: () => page.renderer.find(Form).trigger("onSubmit"),
    ended: (title: string) => page.until(() => expect(bar().title).toBe(title)),
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => 1000 + index);
const enrolled = (asked: ReturnType<typeof stub>) =>
  asked.filter(({ id }) => id === "startEnrolment").map(({ body }) => body);

describe("the bulk action", () => {
  test("says how many are selected, and asks for a program before anything", async () => {
    const asked = stub();
    const page = await openPanel(new EnrolBook(), [501, 502, 502]);
    expect(page.text()).toContain("2 kontakter är valda.");
    expect(page.renderer.find(Select).props.options).toHaveLength(2);
    expect(page.primaries().map(({ text }) => text)).toEqual(["Lägg in 2 kontakter"]);
    page.submit();
    await page.until(() => expect(page.renderer.find(Select).props.error).toBe(true));
    expect(enrolled(asked)).toEqual([]);
  });

  test("enrols each contact once, never more at once than HubSpot lets, and shows how far it is", async () => {
    let [now, most] = [0, 0];
    const asked = stub({
      startEnrolment: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((done) => setImmediate(done));
        now -= 1;
        return { entered: true, reason: null };
      },
    });
    const page = await openPanel(new EnrolBook(), many(60));
    await page.choose("birthday");
    page.submit();
    page.submit();
    await page.ended("60 kontakter togs in.");
    expect(page.bar()).toMatchObject({ value: 60, maxValue: 60 });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(20);
    expect(enrolled(asked)).toHaveLength(60);
    expect(new Set(enrolled(asked).map((each) => JSON.stringify(each))).size).toBe(60);
  });

  test("shows who was not let in and why, and tries again only with those that failed", async () => {
    let isAway = true;
    const asked = stub({
      startEnrolment: ({ body }) => {
        const { customerId } = body as { customerId: string };
        if (customerId === "501") return { entered: true, reason: null };
        if (customerId === "502") return { entered: false, reason: "is in it already" };
        return isAway ? new Refusal(503, "Away.") : { entered: true, reason: null };
      },
    });
    const page = await openPanel(new EnrolBook(), [501, 502, 503]);
    await page.choose("birthday");
    page.submit();
    await page.ended("1 kontakt togs in.");
    const rows = page.renderer.findAll(TableRow).slice(1);
    expect(rows).toHaveLength(2);
    expect(page.text()).toContain("is in it already");
    expect(page.text()).toContain("Perennial svarar inte just nu.");
    isAway = false;
    page.submit();
    await page.ended("2 kontakter togs in.");
    expect(enrolled(asked)).toHaveLength(4);
    const ids = enrolled(asked).map((body) => (body as { id: string }).id);
    expect([new Set(ids).size, ids[3]]).toEqual([3, ids[2]]);
    expect(page.primaries()).toEqual([]);
  });

  test("gives each customer the agreement that ends first, and none to whoever has none", async () => {
    const agreement = { customerId: "501", party: "own" as const, product: "El", kind: "fast" };
    const dated = { ...agreement, currency: "SEK", updatedAt: "2026-01-01T08:00:00.000Z" };
    const asked = stub({
      listAgreements: ({ query: { customer } }) => ({
        next: null,
        items:
          customer === "501"
            ? [
                { ...dated, id: "deal:2", start: "2025-01-01", end: "2027-12-31" },
                { ...dated, id: "deal:1", start: "2025-01-01", end: "2026-12-31" },
              ]
            : [],
      }),
    });
    const page = await openPanel(new EnrolBook(), [501, 502]);
    await page.choose("renewal");
    page.submit();
    await page.ended("1 kontakt togs in.");
    expect(enrolled(asked)).toEqual([
      {
        ...{ program: "renewal", customerId: "501", agreementId: "deal:1" },
        id: expect.stringMatching(/^many-[\w-]{8,59}$/),
      },
    ]);
    expect(page.text()).toContain("Kunden har inget avtal som gäller.");
  });

  test("does nothing twice when the panel is closed and opened while it is under way", async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    const asked = stub({
      startEnrolment: async () => {
        await held;
        return { entered: true, reason: null };
      },
    });
    const book = new EnrolBook();
    const before = await openPanel(book, many(30));
    await before.choose("birthday");
    before.submit();
    await before.until(() => expect(before.bar().title).toBe("Läggs in"));
    const after = await openPanel(book, many(30));
    expect(after.renderer.find(Select).props.value).toBe("birthday");
    expect(after.bar()).toMatchObject({ title: "Läggs in", value: 0 });
    after.submit();
    release();
    await after.ended("30 kontakter togs in.");
    expect(enrolled(asked)).toHaveLength(30);
  });

  test("says what to do where nothing is selected, and where no program is on", async () => {
    stub({ listPrograms: () => ({ items: [] }) });
    const crm = { objectTypeId: "0-1", objectIds: [] };
    const empty = renderPage("crm.bulkActions", <EnrolPanel />, { crm });
    expect(empty.text()).toContain("Inga kontakter är valda");
    const page = renderPage("crm.bulkActions", <EnrolPanel />, {
      crm: { ...crm, objectIds: [501] },
    });
    expect(page.renderer.find(LoadingSpinner).props.label).toBe("Hämtar …");
    await page.says("Inget program är på");
  });

  test("says what went wrong where programs cannot be listed", async () => {
    stub({ listPrograms: () => new Refusal(401, "The signature is not right.") });
    const crm = { objectTypeId: "0-1", objectIds: [501] };
    const page = renderPage("crm.bulkActions", <EnrolPanel />, { crm });
    await page.says("Du har inte rätt att göra det här.");
  });
});
