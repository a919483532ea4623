import { receiptFor } from "@perennial/connector-kit";
import { type Command, type CommandKind, IDEMPOTENT, type Receipt } from "@perennial/contract";
import type { Fault } from "../scenario/fault.ts";
import { claim, ScenarioMissingError } from "./conformance-error.ts";
import { failureOf, type Kit, type Place, perform } from "./place.ts";

/** What came of asking the other side for something, by a command or, where there are none, by a check. */
export interface Attempt {
  /** What was asked, for messages. */
  readonly what: string;
  readonly receipt: Receipt;
  /** How many things the other side took of it. */
  readonly taken: number;
}

/** The command of a declared kind that the author wrote. Throws a `ScenarioMissingError` where there is none. */
export function sampleOf({ scenarios }: Kit, kind: CommandKind, id: string): Command {
  const make = scenarios.commands?.[kind];
  if (make === undefined) {
    throw new ScenarioMissingError(
      `commands["${kind}"]`,
      `commands: { "${kind}": (id) => ({ kind: "${kind}", id, customerId: "c-1", … }) }`,
    );
  }
  const command = make(id);
  claim(command.kind === kind, `commands["${kind}"] makes a ${command.kind}`);
  claim(
    command.id === id,
    `commands["${kind}"] does not make its command under the id it is given`,
  );
  return command;
}

/** A command that the world is ready for. */
export async function readyCommand(
  kit: Kit,
  { world }: Place,
  [kind, id]: readonly [CommandKind, string],
): Promise<Command> {
  const command = sampleOf(kit, kind, id);
  await world.prepare?.(command);
  return command;
}

/** Switches a fault on. Throws a `ScenarioMissingError` where the world cannot do it. */
export async function meet({ world }: Place, fault: Fault): Promise<void> {
  const switchOn = world.faults[fault];
  if (switchOn === undefined) {
    throw new ScenarioMissingError(
      `faults["${fault}"] of the world`,
      `faults: { "${fault}": () => { /* from now on, every request meets it */ } }\n(httpFaults has all faults of HTTP; what the vendor does not know is said in "absent")`,
    );
  }
  await switchOn();
}

/** Asks for one thing of every declared kind under a fault, or for a check where no command is declared. */
export async function attemptAll(kit: Kit, place: Place, fault: Fault): Promise<Attempt[]> {
  const commands: Command[] = [];
  for (const kind of kit.connector.manifest.commands) {
    commands.push(await readyCommand(kit, place, [kind, `cmd-${kind}`]));
  }
  await meet(place, fault);
  if (commands.length === 0) return [await attemptCheck(place)];
  const attempts: Attempt[] = [];
  for (const command of commands) {
    attempts.push(await attemptOne(place, command));
  }
  return attempts;
}

/** A check as if it were a command. */
export async function attemptCheck({ session, world }: Place): Promise<Attempt> {
  const before = world.taken();
  const failure = await failureOf(session.check());
  const receipt: Receipt =
    failure === undefined
      ? { commandId: "check", outcome: "accepted" }
      : receiptFor(failure, { id: "check" });
  return { what: "check", receipt, taken: world.taken() - before };
}

/** Work whose request is read and never answered. */
export interface UnderWay {
  readonly work: Promise<Attempt>;
  /** Resolves once the request is there, or the work has ended. */
  readonly reached: Promise<unknown>;
}

/** Asks for one thing, by a command or a check, which the other side reads and never answers. */
export async function underWay(kit: Kit, place: Place, id: string): Promise<UnderWay> {
  const [kind] = kit.connector.manifest.commands;
  const command = kind && (await readyCommand(kit, place, [kind, id]));
  await meet(place, "silent");
  const work = command ? attemptOne(place, command) : attemptCheck(place);
  return { work, reached: Promise.race([place.world.reached(), work]) };
}

/** A command by itself. */
export async function attemptOne({ session, world }: Place, command: Command): Promise<Attempt> {
  const before = world.taken();
  const [receipt] = await perform(session, [command]);
  claim(receipt !== undefined, "a command got no receipt");
  return { what: command.kind, receipt, taken: world.taken() - before };
}

/** Whether the other side is bound to take a command of this kind only once, however often it is sent. */
export function doneOnce({ connector: { manifest } }: Kit, kind: CommandKind): boolean {
  return IDEMPOTENT[kind] || manifest.proof.key !== undefined;
}

/** A receipt in a few words, for messages. */
export function inWords(receipt: Receipt | undefined): string {
  if (receipt === undefined) return "no receipt";
  return receipt.outcome === "accepted"
    ? "accepted"
    : `${receipt.outcome}, ${receipt.kind}: ${receipt.message}`;
}
