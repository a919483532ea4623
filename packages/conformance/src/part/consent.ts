import { inWords, sampleOf } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { atDoor, claimMeant, tellsStop, tellsWithdrawal } from "../case/door.ts";
import { type Kit, perform } from "../case/place.ts";
import type { InboundSample } from "../scenario/scenarios.ts";

const WAY_OUT = "https://perennial.example/u/conformance-canary";

/** A no reaches us as a no, and everyone who gets marketing can say it. */
export function consentCases(kit: Kit): readonly Case[] {
  const { capabilities, commands, signals } = kit.connector.manifest;
  const heard = capabilities.includes("inbound");
  return [
    ...(heard && signals.includes("consent.changed") ? [withdrawalCase(kit)] : []),
    ...(heard && signals.includes("message.replied") ? [replyCase(kit)] : []),
    ...(commands.includes("send-email") ? [wayOutCase(kit)] : []),
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
