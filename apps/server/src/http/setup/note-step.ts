import type { SetupStep } from "@perennial/api";
import { addSetupMark, asTenant } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";

/** Notes that somebody did a step of setting up that nothing else shows, such as looking at a message. */
export async function noteSetupStep(
  { db, clock }: Pick<ServerContext, "db" | "clock">,
  { tenant, name }: { readonly tenant: number; readonly name: string },
  step: SetupStep,
): Promise<void> {
  const mark = { step, mark: "done", at: clock.now(), by: name } as const;
  await asTenant(db, tenant, (tx) => addSetupMark(tx, mark));
}
