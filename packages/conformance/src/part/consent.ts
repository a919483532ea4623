import { inWords, sampleOf } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import {
  atDoor,
  claimMeant,
  signed,
  tellsStop,
  tellsWithdrawal,
  understood,
} from "../case/door.ts";
import { sendsClass } from "../case/message-class.ts";
import { type Kit, perform } from "../case/place.ts";
import { readable, readPages } from "../case/reading.ts";
import type { InboundSample } from "../scenario/scenarios.ts";

const WAY_OUT = "https://perennial.example/u/conformance-canary";

/** A no reaches us as a no, and everyone who gets marketing can say it. */
export function consentCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  const { capabilities, commands, signals } = manifest;
  const heard = capabilities.includes("inbound");
  return [
    ...(heard && signals.includes("consent.changed") ? [withdrawalCase(kit)] : []),
    ...(heard && signals.includes("message.replied") ? replyCases(kit) : []),
    ...(commands.includes("send-email") && sendsClass(manifest, "marketing")
      ? [wayOutCase(kit)]
      : []),
  ];
}

function withdrawalCase(kit: Kit): Case {
  const means = '[{ type: "consent.changed", consent: { state: "withdrawn" } }]';
  return shownCase(kit, {
    name: "a withdrawn consent is told as withdrawn",
    missing: "one that tells of a consent that was withdrawn",
    example: `{ name: "a withdrawal", request: { method, url, headers, body }, means: ${means} }`,
    asked: tellsWithdrawal,
  });
}

/** Words are heard where the other side sends them, or read where it sends only word of them. */
function replyCases(kit: Kit): readonly Case[] {
  return kit.lacks("inbound.words") ? [wordlessCase(kit), readReplyCase(kit)] : [replyCase(kit)];
}

function wordlessCase(kit: Kit): Case {
  const run = () =>
    atDoor(kit, (door) => {
      const telling = door.samples.find((sample) =>
        understood(door, signed(door, sample)).signals.some(({ type }) => type === SAID),
      );
      claim(
        telling === undefined,
        `"${telling?.name}" means a reply; take "inbound.words" out of absent`,
      );
    });
  return { part: "consent", name: "nothing that is sent to us says what a customer said", run };
}

const SAID = "message.replied";
const STOP = { from: "stopp.canary@example.com", text: "STOPP" };
const ANSWER = `feed: { …, answer: async (from, text) => { /* a customer answers what we sent */ } }`;

function readReplyCase(kit: Kit): Case {
  const run = () =>
    readable(kit, async (reading) => {
      const { answer } = reading.feed;
      if (answer === undefined)
        throw new ScenarioMissingError("answer(from, text) in the feed of the world", ANSWER);
      const cursor = (await readPages(reading, undefined)).at(-1)?.cursor;
      reading.later();
      await answer.call(reading.feed, STOP.from, STOP.text);
      const signals = (await readPages(reading, cursor)).flatMap((page) => page.signals);
      const said = signals.find((signal) => signal.type === SAID);
      const isRight = said?.from === STOP.from && said.text === STOP.text;
      claim(isRight, `a reply "${STOP.text}" from ${STOP.from} is told as ${JSON.stringify(said)}`);
    });
  return {
    part: "consent",
    name: "a reply that says stop is read word for word, with its sender",
    run,
  };
}

function replyCase(kit: Kit): Case {
  const means = '[{ type: "message.replied", from: "+46701234567", text: "STOPP" }]';
  return shownCase(kit, {
    name: "a reply that says stop arrives word for word, with its sender",
    missing: 'a reply with its sender and the text "STOPP"',
    example: `{ name: "a stop", request: { method, url, headers, body }, means: ${means} }`,
    asked: tellsStop,
  });
}

interface Shown {
  readonly name: string;
  /** The sample that an author has yet to write, in words and as code. */
  readonly missing: string;
  readonly example: string;
  readonly asked: (sample: InboundSample) => boolean;
}

function shownCase(kit: Kit, { name, missing, example, asked }: Shown): Case {
  const run = () =>
    atDoor(kit, (door) => {
      const samples = door.samples.filter(asked);
      const [first] = samples;
      if (first === undefined)
        throw new ScenarioMissingError(`inbound.samples: ${missing}`, example);
      for (const sample of samples) claimMeant(door, sample);
    });
  return { part: "consent", name, run };
}

function wayOutCase(kit: Kit): Case {
  const run = () =>
    kit.inWorld(async ({ session, world }) => {
      const command = sampleOf(kit, "send-email", "cmd-marketing");
      if (command.kind !== "send-email") return;
      if (world.newest === undefined) {
        throw new ScenarioMissingError(
          "newest() of the world",
          'newest: () => messages.at(-1) ?? "", // the newest message as it came, with its headers',
        );
      }
      const marketing = { ...command, class: "marketing", unsubscribeUrl: WAY_OUT } as const;
      const [receipt] = await perform(session, [marketing]);
      claim(receipt?.outcome === "accepted", `a marketing mail is ${inWords(receipt)}`);
      const carried = world
        .newest()
        .replace(/=?\r?\n[ \t]*/g, "")
        .includes(WAY_OUT);
      claim(carried, "a marketing mail goes out without its unsubscribeUrl (RFC 8058)");
    });
  return { part: "consent", name: "a marketing mail carries the way out", run };
}
