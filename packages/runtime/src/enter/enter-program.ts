import type { Instant, LocalizedText } from "@perennial/contract";
import {
  durationOf,
  HOLDOUT_GROUP,
  instantAt,
  isGloballyHeldOut,
  isHeldOut,
  localDateOf,
  type ProgramSubject,
  type Stimulus,
  subtractFromDate,
} from "@perennial/lifecycle";
import {
  addDecisions,
  enrol,
  type NewDecision,
  type NewEnrolment,
  type Reentry,
  readGlobalHoldout,
  type TenantTransaction,
} from "@perennial/store";
import type { Subject } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";

/** Someone to be let into a program, and what opened the door. */
export interface Entry {
  readonly subject: Subject;
  readonly entry: Stimulus;
}

/** Lets subjects into a program, as far as they are not in it already and may enter (again). */
export async function enterProgram(
  tx: TenantTransaction,
  { compiled }: LoadedProgram,
  entries: readonly Entry[],
  at: { readonly now: Instant; readonly zone: string },
): Promise<readonly NewEnrolment[]> {
  const { program, version } = compiled;
  const globalHoldout = entries.length === 0 ? 0 : await readGlobalHoldout(tx);
  const rows = entries.flatMap(({ subject, entry }): NewEnrolment[] => {
    const { customerId, agreementId, invitationId } = subject;
    const key = keyOf(program.subject, subject);
    if (key === undefined) return [];
    const ofAll = isGloballyHeldOut(globalHoldout, customerId);
    return [
      {
        program: program.id,
        programVersion: version,
        customerId,
        ...(agreementId !== undefined && { agreementId }),
        ...(invitationId !== undefined && { invitationId }),
        key,
        holdout: ofAll || isHeldOut(compiled, customerId),
        entry: ofAll ? inGlobalGroup(entry) : entry,
      },
    ];
  });
  return enrol(tx, rows, { now: at.now, reentry: reentryOf(compiled, at) });
}

/** Notes that it is the group of all programs that holds out: the program's own effect is measured without them. */
function inGlobalGroup(entry: Stimulus): Stimulus {
  if (entry.kind !== "entry") return entry;
  return { ...entry, set: { ...entry.set, [HOLDOUT_GROUP]: "global" } };
}

/** The id of what a program is about; nothing where there is none of it. */
export function keyOf(about: ProgramSubject, subject: Subject): string | undefined {
  if (about === "program") return undefined;
  if (about === "agreement") return subject.agreementId;
  return about === "invitation" ? subject.invitationId : subject.customerId;
}

/** Who may enter again, as the program says. */
export function reentryOf(
  compiled: LoadedProgram["compiled"],
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Reentry {
  const { reentry } = compiled.program;
  if (typeof reentry === "string") return reentry;
  const day = subtractFromDate(localDateOf(now, zone), durationOf(reentry.after, compiled));
  return { enteredBefore: instantAt(day, "00:00", zone) };
}

/** Someone who was at a program's door and was not let in. */
export interface TurnedAway {
  readonly subject: Subject;
  /** Which time the door came up, such as the trigger's day. */
  readonly occurrence: string;
  /** Why, in the words of the condition that failed. */
  readonly because: LocalizedText;
}

type Evidence = NewDecision["evidence"];

/** Keeps why subjects were not let in, for whoever asks later. */
export async function recordTurnedAway(
  tx: TenantTransaction,
  program: string,
  turned: readonly TurnedAway[],
  now: Instant,
): Promise<void> {
  await addDecisions(
    tx,
    turned.map(({ subject, because, occurrence }) => ({
      customerId: subject.customerId,
      program,
      at: now,
      kind: "not-entered",
      reason: "entry-condition",
      // Kept in each language, and read so by the decision's sentence.
      evidence: {
        because,
        occurrence,
        agreement: subject.agreementId ?? null,
        ...(subject.invitationId !== undefined && { invitation: subject.invitationId }),
      } as object as Evidence,
    })),
  );
}
