import { EDITIONS, type EditionName } from "./edition.ts";

/** Someone who works in an org. */
export interface OrgUserSketch {
  readonly username: string;
  readonly firstName?: string;
  readonly lastName: string;
  readonly email?: string;
  /** @default true */
  readonly isActive?: boolean;
  /** Whether an administrator has approved the app for this user, as the JWT flow needs. @default true */
  readonly isPreauthorized?: boolean;
}

/** A currency beside the company's own. */
export interface CurrencySketch {
  /** ISO 4217. */
  readonly isoCode: string;
  /** So many of it are one of the company's own. */
  readonly rate: number;
}

/** How an org is set up. */
export interface OrgOptions {
  /** @default "Example AB" */
  readonly name?: string;
  /** @default "Enterprise" */
  readonly edition?: EditionName;
  /** @default 10 */
  readonly licences?: number;
  readonly isSandbox?: boolean;
  /** Whether persons can be accounts. @default false */
  readonly personAccounts?: boolean;
  /** The company's own currency, in ISO 4217. @default "SEK" */
  readonly currency?: string;
  /** Further currencies; with one, records have a `CurrencyIsoCode`. @default none */
  readonly currencies?: readonly CurrencySketch[];
  /** An IANA name. @default "Europe/Stockholm" */
  readonly timeZone?: string;
  /** @default "sv" */
  readonly language?: string;
  /** Objects that are switched off or have no licence, of `Contract`, `Order`, `Asset`. @default none */
  readonly without?: readonly ("Contract" | "Order" | "Asset")[];
  /** Whether Data Protection and Privacy is on. @default false */
  readonly hasPrivacy?: boolean;
  /** Whether the package with our external client app is installed. @default true */
  readonly isInstalled?: boolean;
  /**
   * Whether the API is open to our app; in Group and Professional Edition it is only after the review. @default as
   * the edition has it
   */
  readonly hasApi?: boolean;
  /** Seconds without a call after which an access token ends. @default 7200 */
  readonly sessionSeconds?: number;
  /** The calls of 24 hours. @default as edition and licences give */
  readonly callLimit?: number;
  /** @default one administrator */
  readonly users?: readonly OrgUserSketch[];
  /** The port of its own host. @default 0, a free one */
  readonly port?: number;
}

/** What an org is. */
export interface OrgProfile {
  /** With 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly edition: EditionName;
  readonly licences: number;
  readonly isSandbox: boolean;
  readonly personAccounts: boolean;
  /** The company's own first. */
  readonly currencies: readonly CurrencySketch[];
  readonly timeZone: string;
  readonly language: string;
  readonly without: readonly ("Contract" | "Order" | "Asset")[];
  readonly hasPrivacy: boolean;
  readonly hasApi: boolean;
  readonly sessionSeconds: number;
}

/** An org with everything it has. */
export function orgProfile(id: string, options: OrgOptions): OrgProfile {
  const edition = options.edition ?? "Enterprise";
  return {
    id,
    name: options.name ?? "Example AB",
    edition,
    licences: options.licences ?? 10,
    isSandbox: options.isSandbox ?? false,
    personAccounts: options.personAccounts ?? false,
    currencies: [{ isoCode: options.currency ?? "SEK", rate: 1 }, ...(options.currencies ?? [])],
    timeZone: options.timeZone ?? "Europe/Stockholm",
    language: options.language ?? "sv",
    without: options.without ?? [],
    hasPrivacy: options.hasPrivacy ?? false,
    hasApi: options.hasApi ?? !EDITIONS[edition].isApiReviewed,
    sessionSeconds: options.sessionSeconds ?? 7200,
  };
}
