import type {
  Agreement,
  Consent,
  Customer,
  Instant,
  Interaction,
  LocalDate,
  Locale,
  LocalTime,
  Purchase,
  Standing,
} from "@perennial/contract";
import type { CompiledProgram } from "../enrolment/compiled-program.ts";
import type { NamedTemplate } from "../message/template.ts";
import type { ContactPolicy } from "../policy/contact-policy.ts";
import type { RulePack } from "../policy/rule-pack.ts";
import type { Assumptions } from "./assumptions.ts";
import type { ReplayedEvent } from "./world/replay.ts";

/** A program to try out, with its texts: they decide what a text message costs and what cannot be filled. */
export interface SimulatedProgram {
  readonly compiled: CompiledProgram;
  readonly templates: readonly NamedTemplate[];
  /** The rules of land and trade it goes by. @default those of the policy */
  readonly rulePack?: RulePack;
}

/** The base as the CRM knows it when the dry run begins; nothing in it is changed. */
export interface SimulationRecords {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  /** @default none */
  readonly purchases?: readonly Purchase[];
  /** @default none */
  readonly consents?: readonly Consent[];
  /** @default none */
  readonly interactions?: readonly Interaction[];
  /** What has been computed of customers, by customer; it stays as it is throughout. @default nothing */
  readonly standings?: ReadonlyMap<string, Standing>;
}

/** Somebody who is let into a program whatever its triggers and its entry condition say, to see what follows. */
export interface SimulatedStart {
  readonly program: string;
  readonly customerId: string;
  readonly agreementId?: string | undefined;
  readonly at: Instant;
}

/** A run through a program that began before the dry run: it says who may enter (again), and is not played on. */
export interface EarlierEnrolment {
  readonly program: string;
  readonly customerId: string;
  /** The agreement's id, where the program is about agreements; the customer's otherwise. */
  readonly key: string;
  readonly enteredAt: Instant;
  readonly ended: boolean;
}

/** What a dry run is run on: plain data, and all that its result depends on (product.md 2, item 1). */
export interface SimulationInput {
  /** Programs that run together, under the same caps. Their ids differ. */
  readonly programs: readonly SimulatedProgram[];
  readonly records: SimulationRecords;
  readonly policy: ContactPolicy;
  /** The tenant's zone, an IANA name. */
  readonly zone: string;
  readonly tenantName: string;
  /** The language of what staff read, and of customers whose own we lack. @default "sv" */
  readonly locale?: Locale;
  /** The first and the last simulated day, both included, at most ten years apart. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The same seed gives the same people; another one other people of the same kind. */
  readonly seed: number | string;
  /** What differs from the usual assumptions. @default DEFAULT_ASSUMPTIONS */
  readonly assumptions?: Partial<Assumptions>;
  /** Where one click ends marketing, as texts show it. @default "https://example.com/avsluta" */
  readonly unsubscribeUrl?: string;
  /** When dates are looked at each day. @default "07:00", as the runtime does */
  readonly reviewAt?: LocalTime;
  /** What really happened meanwhile, for a back-test: each thing is learnt of at its moment. @default nothing */
  readonly replay?: readonly ReplayedEvent[];
  /** Who is let in as if a trigger had come. @default nobody */
  readonly starts?: readonly SimulatedStart[];
  /** Who has been in a program before, the latest time of each. @default nobody */
  readonly earlier?: readonly EarlierEnrolment[];
  /** Per cent of customers that get no marketing of any program. @default 0 */
  readonly globalHoldout?: number;
  /** How many ids are listed in each group of agreements. @default 20 */
  readonly examples?: number;
}
