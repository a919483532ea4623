import { asTenant, disconnectConnection, setConnectionState } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { sendDirectly } from "../message-test/send-directly.ts";
import { mailConnection } from "../notify/tell-notices.ts";
import { changeState } from "../program/change-state.ts";
import { programOf } from "../testing/test-program.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { smsProvider, testProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();

/** A channel for follow-ups, whose id comes first, beside one for everything. */
function channels() {
  const people = smsProvider({ id: "a-people", messageClasses: ["service"] });
  const bulk = smsProvider({ id: "b-bulk" });
  return { people, bulk };
}

describe("of two connections of a channel", () => {
  test("each gets its class of message", async () => {
    const { people, bulk } = channels();
    const world = await testWorld(database(), [people, bulk]);
    for (const [id, messageClass] of [
      ["1", "service"],
      ["2", "marketing"],
      ["3", "statutory"],
    ] as const) {
      await world.ask(await world.enrol(id), sms({ class: messageClass }));
      await world.consent(id, {});
    }
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 3 });
    expect(people.taken.map(({ customerId }) => customerId)).toEqual(["1"]);
    expect(bulk.taken.map(({ customerId }) => customerId).toSorted()).toEqual(["2", "3"]);
  });

  test("the one for fewer classes gets them whatever its id, and waits while it stands still", async () => {
    const bulk = smsProvider({ id: "a-bulk" });
    const people = smsProvider({ id: "b-people", messageClasses: ["service"] });
    const world = await testWorld(database(), [bulk, people]);
    await world.in((tx) => setConnectionState(tx, "b-people", { problem: "consent was revoked" }));
    await world.ask(await world.enrol("1"), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ claimed: 0 });
    await world.in((tx) => setConnectionState(tx, "b-people", { problem: null }));
    world.clock.moveTo(later(MONDAY, 3_600_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect([people.taken.length, bulk.taken.length]).toEqual([1, 0]);
  });

  test("the other gets everything once the one is disconnected", async () => {
    const { people, bulk } = channels();
    const world = await testWorld(database(), [people, bulk]);
    await world.in((tx) => disconnectConnection(tx, "a-people", "it was taken out"));
    await world.context.connections.forget(world.tenant.id);
    await world.ask(await world.enrol("1"), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(bulk.taken).toHaveLength(1);
  });

  test("a trial goes the way that customers' messages go, and notices the way that is for most", async () => {
    const mails = { commands: ["send-email"] as const };
    const people = testProvider({ id: "a-people", ...mails, messageClasses: ["service"] });
    const bulk = testProvider({ id: "b-bulk", ...mails });
    const world = await testWorld(database(), [people, bulk]);
    const mail = {
      ...({ kind: "send-email", id: "t-1", customerId: "perennial" } as const),
      ...{ to: "anna@example.com", subject: "Prov", text: "Hej" },
    };
    const ways = [];
    for (const messageClass of ["service", "marketing"] as const) {
      const sent = { ...mail, class: messageClass };
      ways.push((await sendDirectly(world.context, world.tenant.id, sent)).connection);
    }
    expect(ways).toEqual(["a-people", "b-bulk"]);
    const notices = await mailConnection(world.context, world.tenant.id);
    expect(notices?.connection.id).toBe("b-bulk");
  });
});

describe("a class that no connection sends", () => {
  test("waits for one, and that is told", async () => {
    const { people } = channels();
    const world = await testWorld(database(), [people]);
    await world.ask(await world.enrol("1"), sms({ class: "marketing" }));
    await world.consent("1", {});
    await deliver(world.context, world.tenant);
    expect(people.taken).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "held", reason: "no-connection" }]);
  });

  const files = programOf("news", {
    steps: `{ id: hello, do: send, channel: email, template: hello, class: marketing }
{ id: after, do: send, channel: email, template: hello, class: service }`,
    texts: {
      "templates/hello.email.sv.txt":
        "Subject: Nytt\n\nHej! Läs mer eller avregistrera dig: {{ unsubscribeUrl }}\n",
      "templates/hello.email.en.txt":
        "Subject: News\n\nHello! Read on, or unsubscribe: {{ unsubscribeUrl }}\n",
    },
  });
  const activate = async (...classes: (readonly ["service"] | undefined)[]) => {
    const connections = classes.map((messageClasses, index) => {
      const id = `mail-${index}`;
      const made = { id, commands: ["send-email"] as const };
      return testProvider({
        ...made,
        ...(messageClasses && { messageClasses: [...messageClasses] }),
      });
    });
    const of = await testRuntime(database(), connections);
    await of.publish("news", files, "draft");
    const changed = await changeState(of.context, of.tenant.id, {
      program: "news",
      state: "active",
    });
    const [row] = await asTenant(database(), of.tenant.id, (tx) => of.context.programs.list(tx));
    return { changed, state: row?.state };
  };

  test("keeps a program from becoming active, with the step and the remedy", async () => {
    expect(await activate(["service"])).toEqual({
      state: "draft",
      changed: {
        message: expect.objectContaining({
          en: 'The program "news" cannot become active: no connection sends everything that it sends.',
        }),
        problems: [
          {
            place: "steps.hello",
            message: {
              sv: "Steget skickar reklam som e-post, och det gör ingen anslutning (mail-0 skickar annat). Anslut till exempel en e-postserver (SMTP).",
              en: "The step sends marketing by e-mail, which no connection does (mail-0 sends other messages). Connect a mail server (SMTP), for example.",
            },
          },
        ],
      },
    });
  });

  test("keeps none where another connection sends it, or nothing is connected yet", async () => {
    expect(await activate(["service"], undefined)).toEqual({ changed: "changed", state: "active" });
    expect(await activate()).toEqual({ changed: "changed", state: "active" });
  });
});
