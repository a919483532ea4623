import { isDeepStrictEqual } from "node:util";
import { TEST_NOW } from "@perennial/connector-kit/testing";
import { type InboundRequest, Signal } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import {
  atDoor,
  claimMeant,
  type Door,
  judge,
  moved,
  signed,
  tellsStop,
  tellsWithdrawal,
  understood,
} from "../case/door.ts";
import { isJson, rewritten, tampered } from "../case/edited-request.ts";
import type { Kit } from "../case/place.ts";
import type { InboundSample } from "../scenario/scenarios.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Requests are judged from their bytes and the time, and mean the same however often and late they come. */
export function inboundCases(kit: Kit): readonly Case[] {
  const { manifest, inbound } = kit.connector;
  if (!manifest.capabilities.includes("inbound")) {
    const name = "what is not declared is not there";
    const run = async () =>
      claim(inbound === undefined, "there is an inbound part; declare inbound");
    return [{ part: "inbound", name, run }];
  }
  const fact = (name: string, check: (door: Door) => void): Case => ({
    part: "inbound",
    name,
    run: () => atDoor(kit, check),
  });
  return [
    fact("a genuine request is genuine", (door) => {
      for (const sample of door.samples) {
        const verdict = judge(door, signed(door, sample));
        const why = verdict.genuine ? "" : verdict.reason;
        claim(verdict.genuine, `"${sample.name}" is refused: ${why}`);
      }
    }),
    fact("an unsigned request is not genuine", (door) => {
      for (const { name, request } of door.samples) {
        claim(!judge(door, request).genuine, `"${name}" is taken though nobody signed it`);
      }
    }),
    fact("a tampered request is not genuine", (door) => {
      claimCovered(kit, door, { edit: tampered, absence: "inbound.signed-body" });
    }),
    fact("a body written anew is not genuine", (door) => {
      claimCovered(kit, door, { edit: rewritten, absence: "inbound.signed-body" });
    }),
    fact("a stale request is not genuine, nor one from the future", (door) => {
      for (const ms of [-DAY, DAY]) {
        const edit = (_: InboundRequest, sample: InboundSample) => signed(door, sample, moved(ms));
        claimCovered(kit, door, { edit, absence: "inbound.signed-time" });
      }
    }),
    fact("a replayed request means the same signals", (door) => {
      for (const sample of door.samples) {
        const first = understood(door, signed(door, sample));
        const again = understood(door, signed(door, sample, moved(60_000)));
        const ids = [first, again].map(({ signals }) => signals.map(({ id }) => id));
        claim(
          isDeepStrictEqual(ids[0], ids[1]),
          `"${sample.name}" told again has other signal ids`,
        );
        const { size } = new Set(ids[0]);
        claim(size === first.signals.length, `two signals of "${sample.name}" have the same id`);
      }
    }),
    fact("a repeated delivery has the same delivery id", (door) => {
      for (const sample of door.samples) {
        const verdicts = [0, 60_000].map((later) =>
          judge(door, signed(door, sample, moved(later))),
        );
        const [first, again] = verdicts.map((one) => (one.genuine ? one.deliveryId : undefined));
        claim(first === again, `"${sample.name}" is first ${first} and then ${again}`);
      }
    }),
    fact("every sample means what its author says", (door) => {
      // What tells of consent is held to its meaning in the part of that name.
      const others = door.samples.filter((one) => !tellsStop(one) && !tellsWithdrawal(one));
      for (const sample of others) claimMeant(door, sample);
    }),
    fact("every signal is one of the contract's, and declared", (door) => {
      for (const sample of door.samples) {
        for (const signal of understood(door, signed(door, sample)).signals) {
          const { error } = Signal.safeParse(signal);
          claim(error === undefined, `a signal of "${sample.name}" is none: ${error?.message}`);
          claim(manifest.signals.includes(signal.type), `declare the signal ${signal.type}`);
        }
      }
    }),
    ...(manifest.capabilities.includes("changes.read") ? [] : [everySignalShown(kit)]),
    fact("an unknown event means nothing and is no problem", (door) => {
      const { signals, problems } = understood(
        door,
        door.sign(door.unknown, TEST_NOW, door.settings),
      );
      claim(signals.length === 0, "an unknown event means a signal");
      claim(problems.length === 0, `an unknown event is a problem: ${problems[0]?.message}`);
    }),
    fact("requests mean the same in any order", (door) => {
      const requests = door.samples.map((sample) => signed(door, sample));
      const forwards = requests.map((request) => understood(door, request));
      const backwards = requests.toReversed().map((request) => understood(door, request));
      const same = isDeepStrictEqual(forwards, backwards.reverse());
      claim(
        same,
        "what a request means depends on those before it; nothing may be remembered here",
      );
    }),
    fact("a huge request is refused or a problem, and nothing breaks", (door) => {
      claimCalm(door, ["x".repeat(1_000_000), "[".repeat(50_000), `{"a":"${"é".repeat(50_000)}"}`]);
    }),
    fact("what is not JSON is a problem or nothing, and nothing breaks", (door) => {
      claimCalm(door, ["", "<html></html>", "{", "null", "[]", "\0", "\uFEFF{}"]);
      const [sample] = door.samples.filter(({ request }) => isJson(request.body));
      if (sample === undefined) return;
      const cut = {
        ...sample,
        request: { ...sample.request, body: sample.request.body.slice(0, -2) },
      };
      const { problems } = understood(door, signed(door, cut));
      claim(problems.length > 0, "half a JSON document is no problem; a person would never see it");
    }),
    fact("a request that is none is refused, and nothing breaks", (door) => {
      for (const url of ["", "/", "https://perennial.example/hooks/1?token=&x=%"]) {
        const request = { method: "GET", url, headers: {}, body: "" };
        claim(!judge(door, request).genuine, "a request without anything is taken for genuine");
      }
    }),
  ];
}

function everySignalShown(kit: Kit): Case {
  const run = () =>
    atDoor(kit, ({ samples }) => {
      const shown = new Set(samples.flatMap(({ means }) => means.map(({ type }) => type)));
      const hidden = kit.connector.manifest.signals.find((type) => !shown.has(type));
      if (hidden !== undefined) {
        throw new ScenarioMissingError(
          `inbound.samples: one that means ${hidden}`,
          `{ name: "…", request: { method, url, headers, body }, means: [{ type: "${hidden}" }] }`,
        );
      }
    });
  return { part: "inbound", name: "every declared signal is shown by a sample", run };
}

interface Covering {
  readonly edit: (genuine: InboundRequest, sample: InboundSample) => InboundRequest;
  readonly absence: "inbound.signed-body" | "inbound.signed-time";
}

/** Edited requests are refused; or, where the vendor does not cover that, taken, so that no absence is claimed wrongly. */
function claimCovered(kit: Kit, door: Door, { edit, absence }: Covering): void {
  for (const sample of door.samples) {
    const lacks = kit.lacks(absence) && sample.covered !== true;
    const { genuine } = judge(door, edit(signed(door, sample), sample));
    const words = lacks
      ? `it is refused; take "${absence}" out of absent`
      : "it is taken for genuine";
    claim(genuine === lacks, `"${sample.name}", edited: ${words}`);
  }
}

function claimCalm(door: Door, bodies: readonly string[]): void {
  const [sample] = door.samples;
  if (sample === undefined) return;
  for (const body of bodies) {
    const { signals } = understood(
      door,
      signed(door, { ...sample, request: { ...sample.request, body } }),
    );
    claim(signals.length === 0, `the body ${JSON.stringify(body.slice(0, 20))} means a signal`);
  }
}
