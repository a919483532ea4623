import {
  ApiError,
  type Client,
  DRAFT_OPERATIONS,
  LIBRARY_OPERATIONS,
  OPERATIONS,
  type OperationId,
  TRIAL_OPERATIONS,
} from "@perennial/api";
import { asTenant, ensureTenant, putConnection } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { below, clientAs, otherTenant, statusOf } from "../../testing/roles-and-tenants.ts";
import { useServer } from "../../testing/test-server.ts";

const server = useServer();
let admin: Client;
let marketer: Client;
let stranger: Client;
beforeAll(async () => {
  admin = server().client;
  marketer = await clientAs(server(), "marketer");
  stranger = await clientAs(server(), "admin", await otherTenant(server()));
}, 60_000);

const of = (id: string) => ({ params: { id } });
const FILE = "program.yaml";

/** A draft of the company's own, begun from the library's renewal. */
async function begun(program: string, by: Client = marketer) {
  await by.ask("takeFromLibrary", { ...of("renewal"), body: { program } });
  return by.ask("getDraft", of(program));
}
/** The problem that an asking is answered with. */
async function refusal(asking: Promise<unknown>) {
  const error: unknown = await asking.catch((reason: unknown) => reason);
  if (error instanceof ApiError) return error.problem;
  throw new Error(`nothing was refused: ${String(error)}`);
}
async function save(id: string, files: Record<string, string>, revision: number, by = marketer) {
  return by.ask("putDraft", { ...of(id), body: { files, revision } });
}

describe("the library", () => {
  test("tells each ready program in both languages with what it needs and what lacks", async () => {
    const { items, looked } = await admin.ask("listLibrary", { query: { locale: "sv" } });
    expect(items).toHaveLength(26);
    expect(looked).toBe(60);
    const renewal = items.find(({ id }) => id === "renewal");
    expect(renewal).toMatchObject({
      ...{
        subject: "agreement",
        family: "retain",
        taken: [{ program: "renewal", state: "active" }],
      },
      channels: expect.arrayContaining(["email", "sms", "phone", "task"]),
    });
    expect(renewal?.sample.sv?.text).not.toContain("{{");
    expect(renewal?.sample.en?.text).not.toBe(renewal?.sample.sv?.text);
    const needs = renewal?.needs ?? [];
    const statusOfNeed = (name: string) => needs.find((each) => each.name === name)?.status;
    expect(statusOfNeed("send-sms")).toBe("there");
    expect(statusOfNeed("agreement.end")).toMatch(/^(there|partly)$/);
    expect(needs.find(({ name }) => name === "customer.mobile")?.words).toMatch(/mobil/);
    for (const { needs: each, lacking } of items) {
      expect(each.filter(({ status }) => status === "lacking")).toHaveLength(lacking);
      for (const need of each)
        expect(need.lack !== null).toBe(["lacking", "partly"].includes(need.status));
    }
  });

  test("is known to a company with nothing, which lacks connections and knows of no fields yet", async () => {
    const { items, looked } = await stranger.ask("listLibrary", { query: { locale: "en" } });
    const needs = items.find(({ id }) => id === "renewal")?.needs ?? [];
    const status = (name: string) => needs.find((each) => each.name === name)?.status;
    expect([looked, status("send-sms"), status("customer.mobile")]).toEqual([
      0,
      "lacking",
      "unknown",
    ]);
    expect(items.flatMap(({ taken }) => taken)).toEqual([]);
  });

  test("says which class of message no connection sends, though one sends by that channel", async () => {
    const { db, clock } = server().runtime;
    const { id: tenant } = await ensureTenant(db, { slug: "mail", name: "Mail" }, clock.now());
    const settings = { mailbox: "kund@elbolaget.example" };
    await asTenant(db, tenant, (tx) =>
      putConnection(tx, { id: "outlook", connector: "outlook-mail", settings }),
    );
    const client = await clientAs(server(), "admin", tenant);
    const { items } = await client.ask("listLibrary", { query: { locale: "en" } });
    const mail = items.flatMap(({ id, needs }) =>
      needs.filter(({ name }) => name === "send-email").map((need) => [id, need] as const),
    );
    const statuses = new Set(mail.map(([, { status }]) => status));
    expect(statuses).toEqual(new Set(["there", "lacking"]));
    const club = mail.find(([id]) => id === "club-monthly")?.[1];
    expect(club).toMatchObject({
      status: "lacking",
      lack: expect.stringContaining(
        "sends marketing by e-mail, which no connection does (outlook sends other messages)",
      ),
    });
  });

  test("gives a draft of the company's own, under a name of its own, that is right at once", async () => {
    const name = { sv: "Förläng elen", en: "Renew power" };
    const draft = await marketer.ask("takeFromLibrary", {
      ...{ ...of("renewal"), body: { program: "power", name } },
    });
    expect(draft).toMatchObject({
      program: "power",
      name,
      revision: 1,
      origin: "renewal",
      errors: 0,
    });
    const { checked, files } = await marketer.ask("getDraft", of("power"));
    expect(checked.diagram?.nodes.length).toBeGreaterThan(10);
    expect(files[FILE]).toContain("id: power");
    const again = await refusal(marketer.ask("takeFromLibrary", { ...of("renewal"), body: {} }));
    expect(again).toMatchObject({ status: 409, problems: [{ place: "body.program" }] });
    const unknown = marketer.ask("takeFromLibrary", { ...of("no-such"), body: {} });
    expect(await statusOf(unknown)).toBe(404);
  });
});

describe("a draft", () => {
  test("is kept with its errors, each told with its step, and runs nowhere", async () => {
    const { files } = await begun("with-errors");
    const broken = { ...files, [FILE]: files[FILE]?.replace("do: send", "do: sing") ?? "" };
    const { draft, checked } = await save("with-errors", broken, 1);
    expect(draft).toMatchObject({ revision: 2, errors: checked.errors, state: "editing" });
    const places = checked.problems.map(({ step }) => step).filter((step) => step !== null);
    expect(checked.steps.map(({ id }) => id)).toEqual(expect.arrayContaining(places));
    expect(places.length).toBeGreaterThan(0);
    const publish = { ...of("with-errors"), body: { revision: 2 } };
    const refused = await refusal(marketer.ask("publishDraft", publish));
    expect(refused).toMatchObject({ status: 422, title: "Program not right" });
    expect(refused.problems?.[0]?.place).toMatch(/^program\.yaml:\d+:\d+$/);
    expect(await statusOf(marketer.ask("getProgram", of("with-errors")))).toBe(404);
  });

  test("that is no program at all is kept too", async () => {
    const { checked } = await save("nothing-yet", { [FILE]: "id: [" }, 0);
    expect(checked).toMatchObject({ sheet: null, diagram: null, steps: [] });
    expect(checked.errors).toBeGreaterThan(0);
    const audience = marketer.ask("getDraftAudience", { ...of("nothing-yet"), body: {} });
    expect(await statusOf(audience)).toBe(422);
  });

  test("is not written over by somebody who has not seen it, and who saved it is told", async () => {
    const { files } = await begun("shared");
    await save("shared", files, 1, admin);
    const refused = await refusal(save("shared", files, 1));
    expect(refused).toMatchObject({ status: 409, title: "Changed meanwhile" });
    expect(refused.detail).toContain("console");
    expect(await statusOf(save("shared", files, 0))).toBe(409);
    const stale = marketer.ask("publishDraft", { ...of("shared"), body: { revision: 1 } });
    expect(await statusOf(stale)).toBe(409);
  });

  test("is thrown away once", async () => {
    await begun("gone");
    expect(await marketer.ask("deleteDraft", of("gone"))).toEqual({ deleted: true });
    expect(await statusOf(marketer.ask("deleteDraft", of("gone")))).toBe(404);
    expect(await statusOf(marketer.ask("getDraft", of("gone")))).toBe(404);
  });

  test("has files where a program has them", async () => {
    for (const path of ["../secret", "templates/a/b", "templates/", "README.md"]) {
      const refused = await refusal(save("paths", { [path]: "x" }, 0));
      expect(refused.status).toBe(400);
    }
    expect(await statusOf(save("Not-An-Id", { [FILE]: "" }, 0))).toBe(400);
  });
});

test("checking keeps nothing", async () => {
  const { files } = await begun("to-check");
  const checked = await marketer.ask("checkProgram", { ...of("unkept"), body: { files } });
  expect(checked.problems.map(({ code }) => code)).toContain("other-id");
  expect(await statusOf(marketer.ask("getDraft", of("unkept")))).toBe(404);
});

describe("publishing", () => {
  test("tells who stays on which version, and keeps who, when and why", async () => {
    const { files } = await marketer.ask("getProgram", of("renewal"));
    const fewer = files[FILE]?.replace("updated:", "# Ours.\nupdated:") ?? "";
    await save("renewal", { ...files, [FILE]: fewer }, 0);
    const impact = await marketer.ask("getDraftImpact", of("renewal"));
    expect(impact).toMatchObject({ state: "active", approvalNeeded: false, removedSteps: [] });
    const body = { revision: 1, note: "En anmärkning" };
    const done = await marketer.ask("publishDraft", { ...of("renewal"), body });
    expect(done).toMatchObject({ outcome: "published", version: 2, impact });
    const { items } = await marketer.ask("listProgramVersions", of("renewal"));
    expect(items.map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(items[0]).toMatchObject({ note: "En anmärkning", approvedBy: null, running: 0 });
    expect(items[1]?.running).toBe(impact.running);
    const first = await marketer.ask("getProgramVersion", {
      params: { id: "renewal", version: "1" },
    });
    expect(first.files).toEqual(files);
    expect(await statusOf(marketer.ask("getDraft", of("renewal")))).toBe(404);
  });

  test("is a difference in words and in lines", async () => {
    const { files } = await begun("differs");
    await marketer.ask("publishDraft", { ...of("differs"), body: { revision: 1 } });
    const { "templates/answered.task.sv.txt": _, ...rest } = files;
    const renamed = files[FILE]?.replace("sv: Förlängning av elavtal", "sv: Nytt namn") ?? "";
    await save("differs", { ...rest, [FILE]: renamed }, 0);
    const query = { locale: "sv" } as const;
    const difference = await marketer.ask("diffProgram", { ...of("differs"), query });
    expect(difference).toMatchObject({ from: "published", to: "draft", isSame: false });
    expect(difference.changes.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/^Namnet: Nytt namn/),
    );
    const file = difference.files.find(({ file: name }) => name === FILE);
    expect(file).toMatchObject({ change: "changed", added: 1, removed: 1 });
    const same = { from: "1", to: "published", locale: "sv" } as const;
    expect(await marketer.ask("diffProgram", { ...of("differs"), query: same })).toMatchObject({
      ...{ isSame: true, changes: [], files: [] },
    });
    const library = { from: "library", to: "1", locale: "en" } as const;
    const own = await marketer.ask("diffProgram", { ...of("differs"), query: library });
    expect(own.files.map(({ file: name }) => name)).toEqual([FILE]);
    const none = { ...of("differs"), query: { from: "9", to: "1" } };
    expect(await statusOf(marketer.ask("diffProgram", none))).toBe(404);
  });
});

describe("where versions are approved by somebody else", () => {
  const require = (requireApproval: boolean) =>
    admin.ask("saveTenantSettings", { body: { requireApproval } });

  test("a draft waits, is refused with words, and is published by another's word", async () => {
    await require(true);
    const { files } = await begun("guarded");
    const seen = { ...of("guarded"), body: { revision: 1 } };
    expect(await marketer.ask("publishDraft", seen)).toMatchObject({
      outcome: "waiting",
      version: null,
    });
    const own = await refusal(marketer.ask("approveDraft", seen));
    expect(own).toMatchObject({ status: 409, title: "Not your own" });
    const words = "Rabatten är för hög.";
    const rejected = await admin.ask("rejectDraft", {
      ...of("guarded"),
      body: { revision: 1, words },
    });
    expect(rejected).toMatchObject({ state: "rejected", rejected: { by: "console", words } });
    expect(await statusOf(admin.ask("approveDraft", seen))).toBe(409);
    await save("guarded", files, 1);
    const anew = { ...of("guarded"), body: { revision: 2 } };
    await marketer.ask("publishDraft", anew);
    expect(await admin.ask("approveDraft", anew)).toMatchObject({ version: 1 });
    const { program } = await marketer.ask("getProgram", of("guarded"));
    expect(program.state).toBe("approved");
    const { items } = await marketer.ask("listProgramVersions", of("guarded"));
    expect(items[0]).toMatchObject({ approvedBy: "console" });
    await require(false);
  });

  test("nothing is published past that, and a draft program is approved before it is active", async () => {
    await begun("around");
    await marketer.ask("publishDraft", { ...of("around"), body: { revision: 1 } });
    await require(true);
    const { files } = await marketer.ask("getProgram", of("around"));
    expect(
      (await refusal(marketer.ask("putProgram", { ...of("around"), body: { files } }))).title,
    ).toBe("Approval needed");
    const become = (by: Client, state: "approved" | "active") =>
      by.ask("setProgram", { ...of("around"), body: { state } });
    expect((await refusal(become(marketer, "active"))).detail).toContain("not been approved");
    expect((await refusal(become(marketer, "approved"))).detail).toContain("yourself");
    expect(await become(admin, "approved")).toMatchObject({ state: "approved" });
    await require(false);
  });
});

test("a program goes from state to state by known ways alone", async () => {
  await begun("ways");
  await marketer.ask("publishDraft", { ...of("ways"), body: { revision: 1 } });
  const become = (state: "archived" | "active" | "draft" | "finishing") =>
    marketer.ask("setProgram", { ...of("ways"), body: { state } });
  await become("archived");
  const refused = await refusal(become("active"));
  expect(refused).toMatchObject({ status: 409 });
  expect(refused.detail).toContain("it can become draft");
  expect(await become("draft")).toMatchObject({ state: "draft" });
  expect(await statusOf(become("finishing"))).toBe(409);
});

test("a program's page has its header, its settings, what it can become, and its picture", async () => {
  const query = { locale: "sv" } as const;
  const about = await marketer.ask("getProgramAbout", { ...of("renewal"), query });
  expect(about).toMatchObject({ id: "renewal", approvalNeeded: false });
  expect(about.nextStates).toEqual(["paused", "finishing", "archived"]);
  const setting = about.settings.find(({ type }) => type === "duration");
  expect(setting?.value).toMatch(/^P/);
  const [first, again] = [
    await marketer.ask("getProgramPicture", { ...of("renewal"), query }),
    await marketer.ask("getProgramPicture", { ...of("renewal"), query }),
  ];
  expect(first).toEqual(again);
  expect(first.svg).toMatch(/^<svg|^<\?xml/);
});

test("whom a draft is for is told with each condition's share and five who would enter", async () => {
  await begun("for-whom");
  const query = { locale: "sv" } as const;
  const audience = await marketer.ask("getDraftAudience", { ...of("for-whom"), query, body: {} });
  expect(audience.base).toBeGreaterThan(0);
  expect(audience.eligible).toBeLessThanOrEqual(audience.base);
  expect(audience.sample).toBe(audience.base);
  for (const { share, holds } of audience.conditions) {
    expect(share).toBeCloseTo(holds / audience.sample);
  }
  expect(audience.examples.length).toBeLessThanOrEqual(5);
  const published = { ...of("renewal"), body: { source: "published" as const } };
  expect((await marketer.ask("getDraftAudience", published)).eligible).toBe(audience.eligible);
});

/** A request that names something of the company's. */
const REQUESTS: Partial<Record<OperationId, object>> = {
  putDraft: { body: { files: { [FILE]: "id: x" }, revision: 1 } },
  checkProgram: { body: { files: {} } },
  publishDraft: { body: { revision: 1 } },
  approveDraft: { body: { revision: 1 } },
  rejectDraft: { body: { revision: 1, words: "Nej." } },
  getDraftAudience: { body: {} },
  takeFromLibrary: { body: {} },
  tryOnCustomer: { body: { customerId: "c1" } },
  dryRun: { body: {} },
};
const OWN = { ...LIBRARY_OPERATIONS, ...DRAFT_OPERATIONS, ...TRIAL_OPERATIONS };

describe("who may ask", () => {
  const ids = Object.keys(OWN) as (keyof typeof OWN)[];

  test.each(ids.filter((id) => below(OPERATIONS[id].role ?? "viewer")))(
    "%s is refused to the role below",
    async (id) => {
      const role = below(OPERATIONS[id].role ?? "viewer");
      if (role === undefined) throw new Error("there is no role below");
      const asking = (await clientAs(server(), role)).ask(id, {
        params: { id: "renewal" },
        ...REQUESTS[id],
      } as never);
      expect(await statusOf(asking)).toBe(403);
    },
  );

  const OPEN = [
    "listProgramOutcomes",
    "listLibrary",
    "listDrafts",
    "takeFromLibrary",
    "checkProgram",
    "listAssumptions",
    "putDraft",
  ];
  test.each(ids.filter((id) => !OPEN.includes(id)))(
    "%s knows nothing of another company's",
    async (id) => {
      await begun(`own-${id.toLowerCase()}`);
      const params = { id: `own-${id.toLowerCase()}`, version: "1" };
      const asking = stranger.ask(id, { params, ...REQUESTS[id] } as never);
      const expected = id === "putDraft" ? 409 : 404;
      expect(await statusOf(asking)).toBe(expected);
    },
  );

  test("a company's drafts are its own, whatever another calls its own", async () => {
    const { files } = await begun("same-name");
    expect(await stranger.ask("listDrafts")).toEqual({ items: [] });
    expect(await statusOf(save("same-name", files, 1, stranger))).toBe(409);
    await stranger.ask("takeFromLibrary", { ...of("nps"), body: { program: "same-name" } });
    expect((await marketer.ask("getDraft", of("same-name"))).draft.origin).toBe("renewal");
  });
});
