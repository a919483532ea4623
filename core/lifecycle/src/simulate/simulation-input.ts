import type {
  Agreement,
  Consent,
  Customer,
  Interaction,
  LocalDate,
  Locale,
  LocalTime,
  Purchase,
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
  /** How many ids are listed in each group of agreements. @default 20 */
  readonly examples?: number;
}
