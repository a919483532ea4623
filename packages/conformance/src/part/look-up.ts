import type { AttemptedCommand, Command, LookUpAnswer } from "@perennial/contract";
import { inWords, meet, readyCommand } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import { failureOf, type Kit, type Place, perform } from "../case/place.ts";

/** What became of a command whose answer was lost can be asked, and the answer is never a guess. */
export function lookUpCases(kit: Kit): readonly Case[] {
  const { commands, proof } = kit.connector.manifest;
  const fact = (name: string, work: (place: Place) => Promise<void>): Case => ({
    part: "look-up",
    name,
    run: () => kit.inWorld(work),
  });
  if (proof.lookUp === undefined) {
    return [
      fact("what is not declared is not there", async ({ session }) =>
        claim(session.lookUp === undefined, "there is lookUp; declare proof.lookUp"),
      ),
    ];
  }
  return [
    ...commands.map((kind) =>
      fact(`a command ${kind} that was done is found, one that was not is not`, async (place) => {
        const done = await readyCommand(kit, place, [kind, "cmd-done"]);
        const never = await readyCommand(kit, place, [kind, "cmd-never"]);
        const attempts = [attempt(place, never), attempt(place, done)];
        const [receipt] = await perform(place.session, [done]);
        claim(receipt?.outcome === "accepted", `the command is ${inWords(receipt)}`);
        const [none, found] = await lookUp(place, attempts);
        claim(found?.found === true, "a command that was done is not found");
        claim(none?.found === false, "a command that was never sent is found");
      }),
    ),
    ...commands.map((kind) =>
      fact(`a command ${kind} whose answer was lost is found`, async (place) => {
        const command = await readyCommand(kit, place, [kind, "cmd-lost"]);
        const attempts = [attempt(place, command)];
        await meet(place, "cut");
        await perform(place.session, [command]);
        await place.world.clear();
        const [answer] = await lookUp(place, attempts);
        claim(answer?.found === true, "the other side took it, and yet it is not found");
      }),
    ),
    fact("a look-up that fails is an error and not an absence", async (place) => {
      const [kind] = commands;
      if (kind === undefined) return;
      const command: Command = await readyCommand(kit, place, [kind, "cmd-asked"]);
      for (const fault of ["server-error", "html"] as const) {
        await meet(place, fault);
        const failure = await failureOf(lookUp(place, [attempt(place, command)]));
        claim(
          failure !== undefined,
          `under the fault ${fault} it is said whether a command was done`,
        );
      }
    }),
  ];
}

async function lookUp(
  { session }: Place,
  attempts: readonly AttemptedCommand[],
): Promise<readonly LookUpAnswer[]> {
  claim(session.lookUp !== undefined, "proof.lookUp is declared; give lookUp");
  const answers = await session.lookUp(attempts);
  const asked = attempts.map(({ command }) => command.id).join();
  const told = answers.map(({ commandId }) => commandId).join();
  claim(told === asked, `asked for ${asked}, answered for ${told}; answer for each, in order`);
  return answers;
}

function attempt({ clock }: Place, command: Command): AttemptedCommand {
  return { command, attemptedAt: clock.now() };
}
