import type { Channel, Consent, Instant } from "@perennial/contract";
import type { Facts, OngoingCall, Relationship } from "@perennial/lifecycle";
import type {
  CallState,
  EffectOrigin,
  LastContact,
  LockedCustomer,
  OutboxRow,
  Tenant,
  YearCounts,
} from "@perennial/store";
import type { FactsOf } from "../facts/load-facts.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { Scene } from "./compose-command.ts";
import type { Gates } from "./gates.ts";
import type { LedgerBook } from "./ledger-book.ts";
import type { CallPace } from "./release-calls.ts";

/** Everything a batch of rows is judged by, loaded in a fixed number of statements. */
export interface Batch {
  readonly tenant: Tenant;
  readonly now: Instant;
  /** Rows whose enrolment nobody else holds. */
  readonly rows: readonly OutboxRow[];
  readonly origins: ReadonlyMap<number, EffectOrigin>;
  /** By `program@version`; what cannot be read is missing. */
  readonly programs: ReadonlyMap<string, LoadedProgram>;
  readonly factsOf: FactsOf;
  readonly customers: ReadonlyMap<string, LockedCustomer>;
  /** Calls of customers that may be on. */
  readonly callsOn: ReadonlyMap<string, readonly OngoingCall[]>;
  readonly consents: ReadonlyMap<string, readonly Consent[]>;
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly counts: ReadonlyMap<string, YearCounts>;
  /** Since when an address belongs to somebody who asked to be forgotten; nothing for any other. */
  readonly forgottenSince: (address: string) => Instant | undefined;
  readonly ledger: LedgerBook;
  readonly lastContacts: ReadonlyMap<number, LastContact>;
  /** Where calls stand that are to be withdrawn, by `enrolment/seq`. */
  readonly calls: ReadonlyMap<string, CallState>;
  readonly gates: Gates;
  /** Per cent of customers that get no marketing of any program, by the plan in force. */
  readonly globalHoldout: number;
  /** How calls are paced; nothing where they are not. */
  readonly pace: CallPace | undefined;
  /** Whether there is somebody who starts programs for other programs. */
  readonly startsPrograms: boolean;
  readonly unsubscribeUrl: ((customerId: string) => string) | undefined;
}

/** What a row is about, with everything that may be missing found. */
export interface Setting {
  readonly batch: Batch;
  readonly row: OutboxRow;
  readonly origin: EffectOrigin;
  readonly loaded: LoadedProgram;
  readonly facts: Facts | undefined;
}

/** Puts together what a command is composed from. */
export function sceneOf({ batch, row, origin, loaded, facts }: Setting): Scene {
  return {
    tenant: batch.tenant,
    origin,
    loaded,
    facts,
    lastContact: batch.lastContacts.get(row.enrolmentId),
    unsubscribeUrl: batch.unsubscribeUrl?.(row.customerId),
  };
}

/** Whether a customer has objected on a channel since a moment, to whatever purpose. */
export function hasStopped(
  batch: Batch,
  asked: { readonly customerId: string; readonly channel: Channel; readonly since: Instant },
): boolean {
  const { customerId, channel, since } = asked;
  const consents = batch.consents.get(customerId) ?? [];
  return consents.some(
    (each) => each.channel === channel && each.state === "withdrawn" && each.at >= since,
  );
}
