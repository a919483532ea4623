import { TEST_NOW } from "@perennial/connector-kit/testing";
import type { Inbound, InboundRequest, Instant, Verification } from "@perennial/contract";
import type { InboundSample, InboundScenario } from "../scenario/scenarios.ts";
import { claim, ScenarioMissingError } from "./conformance-error.ts";
import type { Kit } from "./place.ts";

/** What the inbound cases work with. */
export interface Door extends InboundScenario {
  readonly settings: unknown;
  readonly inbound: Inbound<unknown>;
  /** Judges a request now, as whoever it is signed for: a connection or our app. */
  verify(request: InboundRequest): Verification;
}

const EXAMPLE = `inbound: {
  samples: [{ name: "a reply", request: { method: "POST", url, headers, body }, means: [{ type: "message.replied", text: "Ja" }] }],
  unknown: { method: "POST", url, headers, body: '{"type":"something.new"}' },
  sign: (request, at, settings) => ({ ...request, headers: { ...request.headers, …signature } }),
}`;

/** Opens the door of a connector with the author's samples. Throws a `ScenarioMissingError` where there are none. */
export async function atDoor(kit: Kit, work: (door: Door) => void): Promise<void> {
  const { inbound, scenarios } = { ...kit.connector, scenarios: kit.scenarios.inbound };
  if (scenarios === undefined || scenarios.samples.length === 0) {
    throw new ScenarioMissingError("inbound", EXAMPLE);
  }
  claim(inbound !== undefined, "inbound is declared, but there is no inbound part");
  await kit.inWorld(async ({ settings, world, app }) => {
    const ofApp = world.door === "app" ? kit.connector.app : undefined;
    const verify = (request: InboundRequest) =>
      ofApp?.doors?.verify(app, request, TEST_NOW) ?? inbound.verify(request, settings, TEST_NOW);
    work({ ...scenarios, settings, inbound, verify });
  });
}

/** A sample as the other side sends it at a moment. */
export function signed(
  door: Door,
  { request }: InboundSample,
  at: Instant = TEST_NOW,
): InboundRequest {
  return door.sign(request, at, door.settings);
}

/** Whether a request is genuine now. */
export function judge({ verify }: Pick<Door, "verify">, request: InboundRequest) {
  return calmly("verify", () => verify(request));
}

/** What a request means, whether genuine or not. */
export function understood({ inbound, settings }: Door, request: InboundRequest) {
  return calmly("toSignals", () => inbound.toSignals(request, settings));
}

/** Does what never may throw. */
export function calmly<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const what = error instanceof Error ? error.name : typeof error;
    claim(false, `${name} threw a ${what}; it never may`);
  }
}

/** The moment so many milliseconds from now. */
export function moved(ms: number): Instant {
  return new Date(Date.parse(TEST_NOW) + ms).toISOString();
}

/** Whether a sample tells that a consent was withdrawn. */
export function tellsWithdrawal({ means }: InboundSample): boolean {
  return means.some((meant) => subset({ consent: { state: "withdrawn" } }, meant));
}

/** Whether a sample is a reply that says stop, and names its sender. */
export function tellsStop({ means }: InboundSample): boolean {
  return means.some(
    ({ type, text, from }) => type === "message.replied" && text === "STOPP" && !!from,
  );
}

/** Holds a sample to what its author says it means. */
export function claimMeant(door: Door, sample: InboundSample): void {
  const { signals, problems } = understood(door, signed(door, sample));
  const [problem] = problems;
  claim(!problem, `"${sample.name}" is not understood: ${problem?.place} ${problem?.message}`);
  const meant = sample.means.map((part, index) => subset(part, signals[index]));
  const right = meant.length === signals.length && !meant.includes(false);
  claim(right, `"${sample.name}" means ${JSON.stringify(signals)}`);
}

/** Whether everything the author wrote stands in what was understood. */
function subset(part: unknown, whole: unknown): boolean {
  if (typeof part !== "object" || part === null) return part === whole;
  if (typeof whole !== "object" || whole === null) return false;
  const fields = new Map<string, unknown>(Object.entries(whole));
  return Object.entries(part).every(([name, value]) => subset(value, fields.get(name)));
}
