import { ConnectorError } from "@perennial/contract";
import { dynamicsError } from "../dynamics-errors.ts";

/** Until when, and what of it, in words for every one of these. */
const KEPT = "Until then nothing is read or written; what was read before is kept.";

/** By what Dataverse says to an app that it no longer lets in (crm/dynamics.md, 2.1). */
const MEANINGS: readonly (readonly [words: RegExp, remedy: string])[] = [
  [
    /is disabled/i,
    `the application user of our app is disabled; an administrator enables it in the Power Platform admin center (Environments, Settings, Users + permissions, Application users). ${KEPT}`,
  ],
  [
    /not a member of the organization/i,
    `the organisation has no application user for our app; an administrator adds it in the Power Platform admin center (Environments, Settings, Users + permissions, Application users), with the role that came with the solution. ${KEPT}`,
  ],
];

/**
 * What a refusal means by which the organisation shuts our app out altogether: the connection stands still with what to do,
 * and goes on by itself once it is done. Any other failure stays as it is.
 */
export function shutOut(error: unknown): unknown {
  if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") return error;
  const found = MEANINGS.find(([words]) => words.test(error.message));
  return found === undefined
    ? error
    : dynamicsError("unauthenticated", `${found[1]} (${error.message})`);
}
