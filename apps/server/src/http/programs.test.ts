import type { ProgramFiles } from "@perennial/lifecycle";
import { readLibraryProgram } from "@perennial/programs";
import { describe, expect, test } from "vitest";
import { noticeProgram } from "../testing/notice-program.ts";
import { queryAs } from "../testing/query-as.ts";
import { json, problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();

/** The renewal program under another id, so that tests do not get in each other's way. */
async function files(
  id: string,
  change: (yaml: string) => string = (yaml) => yaml,
): Promise<ProgramFiles> {
  const library = await readLibraryProgram("renewal");
  const yaml = (library["program.yaml"] ?? "").replace("id: renewal", `id: ${id}`);
  return { ...library, "program.yaml": change(yaml) };
}

function put(id: string, of: ProgramFiles): Promise<Response> {
  return server().ask(`/v1/programs/${id}`, json("PUT", { files: of }));
}

async function answerIn(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>;
}

function set(id: string, change: object): Promise<Response> {
  return server().ask(`/v1/programs/${id}/state`, json("POST", change));
}

describe("publishing a program", () => {
  test("gives a new version when something has changed, the same when nothing has", async () => {
    const versions = [];
    for (const text of ["Hej!", "Hej!", "God dag!"]) {
      const thanks = { ...(await files("one")), "templates/thanks.sms.sv.txt": `${text}\n` };
      const response = await put("one", thanks);
      expect(response.status).toBe(200);
      versions.push((await answerIn(response)).version);
    }
    expect(versions).toEqual([1, 1, 2]);
    const { program } = await server().client.ask("getProgram", { params: { id: "one" } });
    expect(program).toMatchObject({ state: "draft", version: 2, running: 0 });
    const by = await queryAs(
      server(),
      "select distinct published_by as by from program_versions where program = 'one'",
    );
    expect(by).toEqual([{ by: "console" }]);
  });

  test("gives back the files, the process sheet and the diagram", async () => {
    const told = await server().client.ask("getProgram", {
      ...{ params: { id: "renewal" }, query: { locale: "en" } },
    });
    expect(told.files).toEqual(await readLibraryProgram("renewal"));
    expect(told.sheet).toContain("Renewal of electricity agreements");
    expect(told.diagram).toMatch(/^flowchart/);
    expect(told.program.subject).toBe("agreement");
  });

  test("is refused with the line of each error, and nothing is kept", async () => {
    const broken = await files("two", (yaml) =>
      yaml.replace("goTo: thanks-by", "goTo: thanks-buy"),
    );
    const response = await put("two", {
      ...broken,
      "templates/thanks.sms.sv.txt": "Hej {{ customer.nme }}!",
    });
    const problem = await problemIn(response);
    expect(problem).toMatchObject({ status: 422, title: "Program not right" });
    const problems = problem.problems as readonly { place: string; message: string }[];
    const at =
      broken["program.yaml"]?.split("\n").findIndex((line) => line.includes("thanks-buy")) ?? 0;
    expect(problems).toContainEqual({
      place: expect.stringMatching(new RegExp(`^program\\.yaml:${at + 1}:\\d+$`)),
      message: expect.stringContaining("thanks-buy"),
    });
    expect(problems.map(({ place }) => place)).toContainEqual(
      expect.stringMatching(/^templates\/thanks\.sms\.sv\.txt:1:\d+$/),
    );
    expect((await server().ask("/v1/programs/two")).status).toBe(404);
  });

  test("is refused for a text that is no program, or one of another id", async () => {
    for (const [of, code] of [
      [{}, /program\.yaml:1:1/],
      [{ "program.yaml": "id: [" }, /program\.yaml:\d+:\d+/],
      [await files("four"), /program\.yaml:2:\d+/],
    ] as const) {
      const problem = await problemIn(await put("three", of));
      expect(problem).toMatchObject({ status: 422 });
      expect(JSON.stringify(problem.problems)).toMatch(code);
    }
  });
});

describe("a program whose notice goes by SMS alone", () => {
  test("may be kept as a draft and not be activated, which says why and where (product.md, 3.1)", async () => {
    const kept = await put("five", noticeProgram("five", "by SMS alone"));
    expect(kept.status).toBe(200);
    expect((await answerIn(kept)).problems).toContainEqual(
      expect.objectContaining({ code: "statutory-window", severity: "error" }),
    );
    const problem = await problemIn(await set("five", { state: "active" }));
    expect(problem).toMatchObject({ status: 409, title: "Not ready" });
    expect(JSON.stringify(problem.problems)).toMatch(/program\.yaml:\d+:\d+/);
    const { program } = await server().client.ask("getProgram", { params: { id: "five" } });
    expect(program.state).toBe("draft");
  });

  test("does not take the place of one that is active", async () => {
    expect((await put("six", noticeProgram("six", "with notice"))).status).toBe(200);
    expect((await set("six", { state: "active" })).status).toBe(200);
    const problem = await problemIn(await put("six", noticeProgram("six", "by SMS alone")));
    expect(problem).toMatchObject({ status: 422 });
    const { program } = await server().client.ask("getProgram", { params: { id: "six" } });
    expect(program).toMatchObject({ state: "active", version: 1 });
    expect((await set("six", { state: "archived" })).status).toBe(200);
  });
});

describe("a program's settings", () => {
  test("are changed one by one and told with the defaults of the others", async () => {
    await put("seven", await files("seven"));
    await set("seven", { settings: { answerWait: "P6D" } });
    const changed = await answerIn(await set("seven", { settings: { callAttempts: 2 } }));
    expect(changed.settings).toMatchObject({ answerWait: "P6D", callAttempts: 2, lead: "P90D" });
  });

  const WRONG = { lead: "soon", callAttempts: "3", clubTime: "25:00", clubDay: 1.5, colour: "red" };
  test.each(Object.entries(WRONG))(
    "are refused where they are not right: %s = %j",
    async (name, value) => {
      for (const state of [undefined, "active"]) {
        const settings = { [name]: value };
        const problem = await problemIn(
          await set("renewal", { settings, ...(state && { state }) }),
        );
        expect(problem).toMatchObject({ status: 409, problems: [{ place: `settings.${name}` }] });
      }
    },
  );
});

test("whom a program lets in is told in the language that is asked for", async () => {
  const audience = async (query?: { locale: "sv" | "en" }) =>
    server().client.ask("getAudience", { params: { id: "renewal" }, ...(query && { query }) });
  const [plain, sv, en] = [
    await audience(),
    await audience({ locale: "sv" }),
    await audience({ locale: "en" }),
  ];
  expect(plain).toEqual(sv);
  expect(en.sentence).not.toBe(sv.sentence);
  expect({ ...en, sentence: sv.sentence }).toEqual(sv);
});

describe("letting a customer in by hand", () => {
  async function start(body: object): Promise<unknown> {
    return (await server().ask("/v1/enrolments", json("POST", body))).json();
  }

  test("is done once, and says why not where it is not", async () => {
    const { items } = await server().client.ask("listAgreements", { query: { limit: 500 } });
    const { items: inside } = await server().client.ask("listEnrolments", {
      query: { limit: 500 },
    });
    const free = items.filter((each) => !inside.some(({ agreementId }) => agreementId === each.id));
    const [{ id: agreementId, customerId } = { id: "", customerId: "" }, other] = free;
    const right = { program: "renewal", customerId, agreementId };
    const reasons = [
      [{ ...right, program: "none" }, 'there is no program "none"'],
      [{ ...right, program: "one" }, 'the program "one" is draft, not active'],
      [{ ...right, customerId: "nobody" }, 'there is no customer "nobody"'],
      [{ ...right, agreementId: undefined }, "the program is about agreements: name one"],
      [{ ...right, agreementId: other?.id }, `the customer has no agreement "${other?.id}"`],
      [{ ...right, agreementId: "none" }, 'the customer has no agreement "none"'],
      [{ ...right, startAt: "none" }, 'the program "renewal" has no step "none"'],
    ] as const;
    for (const [body, reason] of reasons) {
      expect(await start(body)).toEqual({ entered: false, reason });
    }
    expect(await start(right)).toEqual({ entered: true, reason: null });
    const again = "the customer is in it already, or may not enter again";
    expect(await start(right)).toEqual({ entered: false, reason: again });
    const { customer, enrolments } = await server().client.ask("getCustomer", {
      params: { id: customerId },
    });
    expect(customer.id).toBe(customerId);
    expect(enrolments.filter((each) => each.agreementId === agreementId)).toHaveLength(1);
  });

  test("is asked again under its id without being refused, and without letting anybody in twice", async () => {
    const { client } = server();
    const { items } = await client.ask("listAgreements", { query: { limit: 500 } });
    const inside = (await client.ask("listEnrolments", { query: { limit: 500 } })).items;
    const free = items.filter((each) => !inside.some(({ agreementId }) => agreementId === each.id));
    const [first, other] = free;
    const asked = { program: "renewal", id: "card-0001", agreementId: first?.id };
    const right = { ...asked, customerId: first?.customerId };
    const draft = { ...right, program: "one" };
    const entered = { entered: true, reason: null };
    const closed = { entered: false, reason: 'the program "one" is draft, not active' };
    expect(await Promise.all([start(right), start(right), start(right)])).toEqual([
      ...[entered, entered, entered],
    ]);
    expect(await start(right)).toEqual(entered);
    expect([await start(draft), await start(draft)]).toEqual([closed, closed]);
    expect(await start({ ...right, id: "card-0002" })).toMatchObject({ entered: false });
    const another = { ...asked, customerId: other?.customerId, agreementId: other?.id };
    expect(await start(another)).toEqual(entered);
    const after = (await client.ask("listEnrolments", { query: { limit: 500 } })).items;
    expect(after).toHaveLength(inside.length + 2);
    expect(
      (await problemIn(await server().ask("/v1/enrolments", json("POST", { ...right, id: "no" }))))
        .status,
    ).toBe(400);
  });

  test("is undone by that enrolment alone, once, and says who asked for it", async () => {
    const { client } = server();
    const { items } = await client.ask("listEnrolments", { query: { ended: "false", limit: 2 } });
    const [first, other] = items;
    const params = { id: first?.id ?? 0 };
    expect(await client.ask("stopEnrolment", { params })).toEqual({ stopped: true });
    expect(await client.ask("stopEnrolment", { params })).toEqual({ stopped: false });
    const after = await client.ask("listEnrolments", { query: { limit: 500 } });
    const endOf = (id: number | undefined) => after.items.find((each) => each.id === id)?.endReason;
    expect([endOf(first?.id), endOf(other?.id)]).toEqual(["program.stop-requested", null]);
    const query = { customer: first?.customerId ?? "", kind: "ended", locale: "en" } as const;
    const decisions = await client.ask("listDecisions", { query });
    const ended = decisions.items.find((each) => each.enrolmentId === first?.id);
    expect(ended?.evidence).toEqual({ by: "console" });
    const unknown = await server().ask("/v1/enrolments/999999/stop", json("POST", {}));
    expect((await problemIn(unknown)).status).toBe(404);
  });
});
