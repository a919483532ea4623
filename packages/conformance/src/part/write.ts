import {
  COMMAND_KINDS,
  type Command,
  type CommandKind,
  MESSAGE_CLASSES,
} from "@perennial/contract";
import { doneOnce, inWords, meet, readyCommand } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { MESSAGE_KINDS, sendsClass } from "../case/message-class.ts";
import { type Kit, type Place, perform } from "../case/place.ts";
import { anyCommand } from "../scenario/any-command.ts";

const REFUSED = `refused: {
  command: (id) => ({ kind: "…", id, customerId: "c-1", … }), // with something in it that is not allowed
  words: "a part of what the vendor says of it",
}`;

/** A command is done once, its receipt says so, and one that fails costs no other. */
export function writeCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  const fact = (name: string, work: (place: Place) => Promise<void>): Case => ({
    part: "write",
    name,
    run: () => kit.inWorld(work),
  });
  const [kind] = manifest.commands;
  const undeclared = COMMAND_KINDS.filter((one) => !manifest.commands.includes(one));
  return [
    ...manifest.commands.map((one) => fact(`a command ${one} is done once`, doneCase(kit, one))),
    ...manifest.commands
      .filter((one) => doneOnce(kit, one))
      .map((one) => fact(`a repeated command ${one} is done once`, repeatCase(kit, one))),
    ...(kind === undefined ? [] : batchCases(kit, kind, fact)),
    ...unsentClasses(kit, fact),
    ...undeclared.map((one) =>
      fact(`an undeclared command ${one} is refused as unsupported`, async ({ session, world }) => {
        const before = world.taken();
        const [receipt] = await perform(session, [anyCommand(one, "cmd-undeclared")]);
        const right = receipt?.outcome === "refused" && receipt.kind === "unsupported";
        claim(right, `expected refused, unsupported; it is ${inWords(receipt)}`);
        claim(world.taken() === before, "it says unsupported, and yet something was sent");
      }),
    ),
    fact("no commands give no receipts", async ({ session, world }) => {
      const before = world.taken();
      await perform(session, []);
      claim(world.taken() === before, "without a command something was sent");
    }),
  ];
}

/** A class of message that is not declared is refused before anything is sent: another connection is for it. */
function unsentClasses(
  kit: Kit,
  fact: (name: string, work: (place: Place) => Promise<void>) => Case,
): readonly Case[] {
  const { manifest } = kit.connector;
  const kinds = MESSAGE_KINDS.filter((kind) => manifest.commands.includes(kind));
  const unsent = MESSAGE_CLASSES.filter((one) => !sendsClass(manifest, one));
  return kinds.flatMap((kind) =>
    unsent.map((one) =>
      fact(`${kind} of the undeclared class ${one} is refused as unsupported`, async (place) => {
        const { session, world } = place;
        const command = await readyCommand(kit, place, [kind, `cmd-${one}`]);
        const before = world.taken();
        const [receipt] = await perform(session, [{ ...command, class: one } as Command]);
        const right = receipt?.outcome === "refused" && receipt.kind === "unsupported";
        claim(right, `expected refused, unsupported; it is ${inWords(receipt)}`);
        claim(world.taken() === before, "it says unsupported, and yet something was sent");
      }),
    ),
  );
}

function doneCase(kit: Kit, kind: CommandKind) {
  return async (place: Place) => {
    const command = await readyCommand(kit, place, [kind, "cmd-once"]);
    const before = place.world.taken();
    const [receipt] = await perform(place.session, [command]);
    claim(receipt?.outcome === "accepted", `expected accepted; it is ${inWords(receipt)}`);
    claim(receipt.commandId === command.id, `the receipt is for the command ${receipt.commandId}`);
    claimTaken(place, before, 1);
  };
}

function repeatCase(kit: Kit, kind: CommandKind) {
  return async (place: Place) => {
    const command = await readyCommand(kit, place, [kind, "cmd-again"]);
    const before = place.world.taken();
    for (const session of [place.session, place.session, await place.open()]) {
      const [receipt] = await perform(session, [command]);
      claim(receipt?.outcome === "accepted", `the repeat is ${inWords(receipt)}`);
    }
    claimTaken(place, before, 1);
  };
}

function batchCases(
  kit: Kit,
  kind: CommandKind,
  fact: (name: string, work: (place: Place) => Promise<void>) => Case,
): readonly Case[] {
  const batch = async (place: Place, size: number): Promise<Command[]> => {
    const commands: Command[] = [];
    for (let index = 0; index < size; index += 1) {
      commands.push(await readyCommand(kit, place, [kind, `cmd-${size - index}`]));
    }
    return commands;
  };
  const cases = [
    fact(
      "as many commands as declared are done in one go, with receipts in order",
      async (place) => {
        const commands = await batch(place, kit.connector.manifest.batchSize);
        const before = place.world.taken();
        const receipts = await perform(place.session, commands);
        const bad = receipts.find(({ outcome }) => outcome !== "accepted");
        claim(bad === undefined, `expected them all accepted; one is ${inWords(bad)}`);
        const inOrder = receipts.every(({ commandId }, index) => commandId === commands[index]?.id);
        claim(inOrder, "the receipts are not in the order of the commands");
        claimTaken(place, before, commands.length);
      },
    ),
    fact("a refused command costs no other of its batch", async (place) => {
      const [first, last] = await batch(place, 2);
      const { command } = refusedOf(kit);
      if (first === undefined || last === undefined) return;
      const before = place.world.taken();
      const receipts = await perform(place.session, [first, command("cmd-bad"), last]);
      const outcomes = receipts.map(({ outcome }) => outcome).join(", ");
      claim(
        outcomes === "accepted, refused, accepted",
        `the good ones around a bad one: ${outcomes}`,
      );
      claimTaken(place, before, 2);
    }),
    fact("what is not valid is refused in words that say why", async (place) => {
      const { command, words } = refusedOf(kit);
      const [receipt] = await perform(place.session, [command("cmd-bad")]);
      const right =
        receipt?.outcome === "refused" && ["invalid", "not-found"].includes(receipt.kind);
      claim(right, `expected refused, invalid; it is ${inWords(receipt)}`);
      claim(receipt.message.includes(words), `"${receipt.message}" does not say "${words}"`);
    }),
  ];
  if (kit.lacks("write.conflict")) return cases;
  const conflict = fact("a conflict is told as one", async (place) => {
    const [command] = await batch(place, 1);
    if (command === undefined) return;
    await meet(place, "conflict");
    const [receipt] = await perform(place.session, [command]);
    const right = receipt?.outcome !== "accepted" && receipt?.kind === "conflict";
    claim(right, `expected the kind conflict; it is ${inWords(receipt)}`);
  });
  return [...cases, conflict];
}

function refusedOf({ scenarios: { refused } }: Kit) {
  if (refused === undefined) throw new ScenarioMissingError("refused", REFUSED);
  return refused;
}

function claimTaken({ world }: Place, before: number, count: number): void {
  const taken = world.taken() - before;
  claim(taken === count, `the other side took ${taken} things instead of ${count}`);
}
