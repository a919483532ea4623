import type { Client } from "@perennial/api";
import type { CrmTown } from "./crm-town.ts";

/** A person with an agreement of ours, as their CRM names them. */
export interface Household {
  readonly customerId: string;
  readonly agreementId: string;
  readonly email: string;
  readonly mobile: string;
}

/** Whose agreement ends when. */
export interface HouseholdOptions {
  /** @default 2026-05-05 */
  readonly ends?: string;
  /** @default Berg */
  readonly lastName?: string;
}

/** A call that the CRM has on somebody's list. */
export interface ListedCall {
  readonly text: string;
  readonly isOpen: boolean;
}

/**
 * An electricity company that works in some CRM, as a story sees it: the story is the same whichever CRM that is, and so is the file of
 * the program that runs.
 */
export interface Company {
  readonly crm: string;
  readonly town: CrmTown;
  /** Connects the CRM, says what an agreement is, and starts the library's renewal program. */
  begin(): Promise<void>;
  addHousehold(options?: HouseholdOptions): Household;
  /** The customer orders a renewal; the id of its agreement. */
  orderRenewal(household: Household): string;
  signRenewal(agreementId: string): void;
  /** The text messages that the CRM shows on a customer's record. */
  textsShown(household: Household): readonly string[];
  /** The calls on a customer's record. */
  calls(household: Household): readonly ListedCall[];
  /** What the program wrote on the customer's record: where it stands, and until when it is renewed. */
  written(household: Household): readonly [string | undefined, string | undefined];
  /** What the program wrote on the agreement's record. */
  writtenStatus(agreementId: string): string | undefined;
}

/** What the record that Perennial keeps of a customer in the CRM says to staff in words; what it does not say is missing. */
export interface ToldInWords {
  readonly tierName?: string;
  readonly tierRemaining?: string;
  readonly tierShare?: number;
  readonly riskReasons?: string;
  readonly say?: string;
  readonly programs?: string;
}

/** A company whose CRM has room for what staff are told in words. */
export interface TellingCompany extends Company {
  readonly town: CrmTown & { console(): Promise<Client> };
  told(household: Household): ToldInWords;
}

/** A company whose people make calls from their CRM's list. */
export interface CallingCompany extends Company {
  /** Somebody makes the call that is on a customer's record, and reaches the customer. */
  callEnds(household: Household): void;
}

/** Everything that tells a story's course, whichever CRM it ran in. */
export interface Course {
  readonly texts: readonly string[];
  readonly mails: readonly string[];
  readonly textsShown: number;
  readonly calls: readonly ListedCall[];
  readonly written: Company["written"] extends (...given: never[]) => infer Result ? Result : never;
  readonly writtenStatus: string | undefined;
  /** The customer's way through the program as Perennial knows it. */
  readonly enrolments: readonly (readonly (string | null)[])[];
}
