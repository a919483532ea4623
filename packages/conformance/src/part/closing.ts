import { attemptCheck, attemptOne, inWords, readyCommand, underWay } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import type { Kit, Place } from "../case/place.ts";

/** A session ends when it is told to, and what it was doing is accounted for. */
export function closingCases(kit: Kit): readonly Case[] {
  const fact = (name: string, work: (place: Place) => Promise<void>): Case => ({
    part: "closing",
    name,
    run: () => kit.inWorld(work),
  });
  const [kind] = kit.connector.manifest.commands;
  return [
    fact("a session may be closed twice", async ({ session }) => {
      for (const time of ["first", "second"]) {
        const closed = session.close().then(
          () => true,
          () => false,
        );
        claim(await kit.settled(closed, "closing does not end"), `closing the ${time} time throws`);
      }
    }),
    fact("closing during work ends it, and its outcome is told", async (place) => {
      const { work, reached } = await underWay(kit, place, "cmd-closing");
      await kit.settled(reached, "nothing reached the other side");
      place.abort();
      const ended = Promise.all([work, place.session.close()]);
      const [attempt] = await kit.settled(ended, "it goes on when closing; heed context.abort");
      const { receipt, what } = attempt;
      const told = receipt.outcome === "unknown" || what === "check";
      claim(told, `${what} was under way, so expected unknown; it is ${inWords(receipt)}`);
      claim(receipt.outcome !== "accepted", "a check that was broken off passes");
    }),
    fact("what is asked after closing is not done", async (place) => {
      const command = kind && (await readyCommand(kit, place, [kind, "cmd-closed"]));
      place.abort();
      await place.session.close();
      const { receipt, what, taken } = await (command
        ? attemptOne(place, command)
        : attemptCheck(place));
      claim(
        receipt.outcome === "not-done",
        `${what}: expected not-done; it is ${inWords(receipt)}`,
      );
      claim(taken === 0, "a closed session still reaches the other side");
    }),
  ];
}
