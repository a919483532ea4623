import { attemptCheck, meet } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import { failureOf, type Kit } from "../case/place.ts";

/** A check proves that the credentials work, and changes nothing. */
export function checkCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  const fact = (name: string, run: Case["run"]): Case => ({ part: "check", name, run });
  const cases = [
    fact("good credentials pass, and nothing is changed", () =>
      kit.inWorld(async ({ session, world }) => {
        const before = world.taken();
        const failure = await failureOf(session.check());
        claim(failure === undefined, `the check fails: ${failure?.kind}: ${failure?.message}`);
        claim(world.taken() === before, "the check left something behind on the other side");
      }),
    ),
    fact("a check does not pass where nobody listens", () =>
      kit.inWorld(async (place) => {
        await meet(place, "refused");
        const failure = await failureOf(place.session.check());
        claim(
          failure?.kind === "unavailable",
          `expected a ConnectorError of kind unavailable, not ${failure?.kind ?? "a success"}`,
        );
      }),
    ),
    fact("a page of HTML does not prove the credentials", () =>
      kit.inWorld(async (place) => {
        await meet(place, "html");
        const { receipt } = await attemptCheck(place);
        claim(receipt.outcome !== "accepted", "the check takes a page of HTML for a good answer");
      }),
    ),
  ];
  if (manifest.auth === "none") return cases;
  const wrong = fact("wrong credentials are told, with the connector's name", () =>
    kit.inWorld(async (place) => {
      await meet(place, "revoked");
      const failure = await failureOf(place.session.check());
      claim(
        failure?.kind === "unauthenticated",
        `expected a ConnectorError of kind unauthenticated, not ${failure?.kind ?? "a success"}`,
      );
      claim(
        failure.connector === manifest.id,
        `the error names the connector ${failure.connector}`,
      );
    }),
  );
  return [...cases, wrong];
}
