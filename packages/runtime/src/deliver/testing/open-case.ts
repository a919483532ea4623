import type { Manifest, MessageClass } from "@perennial/contract";
import type { Database } from "@perennial/store";
import { deliver } from "../deliver.ts";
import { crmProvider, type Fate, smsProvider, type TestProvider } from "./test-provider.ts";
import { sms, type TestWorld, testWorld } from "./test-world.ts";

/** A message whose first attempt has an unknown outcome. */
export interface OpenedCase {
  readonly world: TestWorld;
  readonly provider: TestProvider;
  /** Its command's id. */
  readonly id: string;
}

/** Sends a message of a class whose first attempt ends so that nobody knows; later ones are accepted. */
export async function openCase(
  db: Database,
  of: { readonly proof: Manifest["proof"]; readonly first: Fate; readonly class?: MessageClass },
): Promise<OpenedCase> {
  const provider = smsProvider({ proof: of.proof });
  provider.fate = (_, attempt) => (attempt === 1 ? of.first : "accept");
  const world = await testWorld(db, [crmProvider(), provider]);
  const enrolment = await world.enrol("1");
  await world.consent("1", {});
  await world.ask(enrolment, sms({ class: of.class ?? "service" }));
  const round = await deliver(world.context, world.tenant);
  if (round.unknown !== 1) throw new Error("the outcome was to be unknown");
  return { world, provider, id: `t${world.tenant.id}-e${enrolment}-1` };
}
