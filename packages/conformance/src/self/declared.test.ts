import type { Signal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { casesOf } from "../cases-of.ts";
import type { Absence, Scenarios } from "../scenario/scenarios.ts";
import type { WorldFeed } from "../scenario/world.ts";
import { type AcmeSettings, createAcme } from "./acme.ts";
import { createAcmeApp } from "./acme-app.ts";
import { acmeAppScenarios, acmeScenarios } from "./acme-scenarios.ts";
import { failuresOf } from "./run-cases.ts";
import { manifested, opened, type Twist } from "./twist.ts";

const whole = acmeScenarios("token");
const serviceOnly = manifested<AcmeSettings>(() => ({ messageClasses: ["service"] }));
const refusing = opened<AcmeSettings>((session) => ({
  perform: async (commands) => {
    const isOurs = (one: (typeof commands)[number]) => !("class" in one) || one.class === "service";
    const done = await session.perform(commands.filter(isOurs));
    return commands.map(
      (one) =>
        done.find(({ commandId }) => commandId === one.id) ?? {
          ...{ commandId: one.id, outcome: "refused", kind: "unsupported" },
          message: "another connection is for it",
        },
    );
  },
}));

/** What a twisted Acme does not pass. */
async function failed(twist: Twist<AcmeSettings>, scenarios: Scenarios = whole) {
  const failures = await failuresOf(() => twist(createAcme("token")), scenarios);
  return failures.map(({ part, name, error }) => ({ part, name, words: String(error) }));
}

describe("classes of message that are not declared", () => {
  test("are passed by a connector that refuses them, which is not asked for the way out", async () => {
    const twist: Twist<AcmeSettings> = (right) => refusing(serviceOnly(right));
    expect(await failed(twist)).toEqual([]);
    const { cases } = casesOf(() => twist(createAcme("token")), whole);
    const names = cases.map(({ name }) => name);
    expect(names).not.toContain("a marketing mail carries the way out");
    expect(names).toContain("send-sms of the undeclared class statutory is refused as unsupported");
  });

  test("are not passed by one that sends them all the same", async () => {
    expect(await failed(serviceOnly)).toEqual(
      ["send-email", "send-sms"].flatMap((kind) =>
        ["statutory", "marketing"].map((one) => ({
          part: "write",
          name: `${kind} of the undeclared class ${one} is refused as unsupported`,
          words: expect.stringContaining("expected refused, unsupported; it is accepted"),
        })),
      ),
    );
  });
});

const lacking = (absence: Absence): Scenarios => ({
  ...whole,
  absent: { [absence]: "Acme has it not" },
});

describe("words that the other side does not send", () => {
  /** Acme whose replies are read, told as `tell` has them; its door tells none. */
  const reading = (tell: (said: { from: string; text: string }) => Partial<Signal>) => {
    const said: { from: string; text: string }[] = [];
    const scenarios: Scenarios = {
      ...lacking("inbound.words"),
      ...(whole.inbound && {
        inbound: {
          ...whole.inbound,
          samples: whole.inbound.samples.filter(({ name }) => name !== "a stop"),
        },
      }),
      world: async (clock) => {
        const world = await whole.world(clock);
        const answer: WorldFeed["answer"] = async (from, text) => void said.push({ from, text });
        return { ...world, feed: { ...(world.feed as WorldFeed), answer } };
      },
    };
    const twist = opened<AcmeSettings>((session) => ({
      async *changesSince(cursor) {
        for await (const page of session.changesSince?.(cursor) ?? []) {
          const told = said.splice(0).map((one, index) => ({
            ...{ type: "message.replied", id: `r-${index}`, channel: "email" },
            ...{ at: "2026-03-02T09:00:00.000Z", ...one, ...tell(one) },
          }));
          yield { ...page, signals: [...page.signals, ...(told as readonly Signal[])] };
        }
      },
    }));
    return { twist, scenarios };
  };

  test("are read, word for word", async () => {
    const { twist, scenarios } = reading(() => ({}));
    expect(await failed(twist, scenarios)).toEqual([]);
  });

  test("are not passed where they are changed on the way", async () => {
    const { twist, scenarios } = reading(({ text }) => ({ text: text.toLowerCase() }));
    expect(await failed(twist, scenarios)).toMatchObject([
      { part: "consent", name: "a reply that says stop is read word for word, with its sender" },
    ]);
  });

  test("are asked for, with an example; and it is found where they are sent after all", async () => {
    expect(await failed((right) => right, lacking("inbound.words"))).toMatchObject([
      {
        part: "consent",
        name: "nothing that is sent to us says what a customer said",
        words: expect.stringContaining('take "inbound.words" out of absent'),
      },
      {
        part: "consent",
        words: expect.stringContaining("write the scenario answer(from, text)"),
      },
    ]);
  });
});

test("a record that is told anew though it is said not to change is found", async () => {
  const readable = opened<AcmeSettings>((session) => ({
    async readRecords(refs) {
      const signals: Signal[] = [];
      for await (const page of session.changesSince?.(undefined) ?? []) {
        signals.push(...page.signals);
      }
      const ids = new Set(refs.map(({ id }) => id));
      const isAsked = (one: Signal) => "customer" in one && ids.has(one.customer.id);
      return { signals: signals.filter(isAsked), problems: [] };
    },
  }));
  expect(await failed(readable, lacking("read.change"))).toMatchObject([
    {
      part: "records",
      name: "records that are read by name are told as they are now",
      words: expect.stringContaining('take "read.change" out of absent'),
    },
    { part: "records", name: "a record that is gone is told as deleted" },
  ]);
});

describe("access that only an administrator takes back", () => {
  const scenarios: Scenarios = {
    ...acmeAppScenarios,
    absent: { "uninstall.access": "Acme's administrators take apps out" },
  };
  const failedApp = async (twist: Twist<AcmeSettings>) => {
    const failures = await failuresOf(() => twist(createAcmeApp()), scenarios);
    return failures.map(({ part, error }) => `${part}: ${error}`);
  };
  const staying = opened<AcmeSettings>(() => ({ uninstall: async () => undefined }));
  const telling: Twist<AcmeSettings> = (right) => ({
    ...right,
    ...(right.app && { app: { ...right.app, leaves: { sv: "Ta bort den.", en: "Take it out." } } }),
  });

  test("is passed where it stays, and what is left is said", async () => {
    expect(await failedApp((right) => telling(staying(right)))).toEqual([]);
  });

  test("is not passed where it is gone, or nothing is said", async () => {
    expect(await failedApp(telling)).toEqual([
      expect.stringContaining('take "uninstall.access" out of absent'),
    ]);
    expect(await failedApp(staying)).toEqual([
      expect.stringContaining("say in the app's leaves what an administrator takes out"),
    ]);
  });
});
