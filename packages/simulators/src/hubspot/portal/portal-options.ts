/** Someone who works in a portal. */
export interface PortalUser {
  readonly id: number;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Whether the user may install apps. @default false */
  readonly isAdministrator?: boolean;
}

/** How a portal is set up. */
export interface PortalOptions {
  /** @default the next free number from 100001 */
  readonly id?: number;
  /** The company's web domain. @default "example.com" */
  readonly domain?: string;
  /** An IANA name. @default "Europe/Stockholm" */
  readonly timeZone?: string;
  /** ISO 4217. @default "SEK" */
  readonly currency?: string;
  /** Where the portal's pages are; `app-eu1.hubspot.com` in Europe. @default "app.hubspot.com" */
  readonly uiDomain?: string;
  /** @default "na1" */
  readonly dataHostingLocation?: string;
  /** @default "STANDARD" */
  readonly accountType?: string;
  /** @default one administrator */
  readonly users?: readonly PortalUser[];
  /** Whether custom objects and batches of consents are part of the plan. @default true */
  readonly isEnterprise?: boolean;
  /** The most properties of a type that the portal may make itself. @default 1000 */
  readonly propertyQuota?: number;
}

/** Who a portal belongs to. */
export interface PortalAccount {
  readonly domain: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly uiDomain: string;
  readonly dataHostingLocation: string;
  readonly accountType: string;
  readonly isEnterprise: boolean;
  readonly propertyQuota: number;
}

/** An account with everything it has. */
export function portalAccount(options: PortalOptions): PortalAccount {
  return {
    domain: options.domain ?? "example.com",
    timeZone: options.timeZone ?? "Europe/Stockholm",
    currency: options.currency ?? "SEK",
    uiDomain: options.uiDomain ?? "app.hubspot.com",
    dataHostingLocation: options.dataHostingLocation ?? "na1",
    accountType: options.accountType ?? "STANDARD",
    isEnterprise: options.isEnterprise ?? true,
    propertyQuota: options.propertyQuota ?? 1000,
  };
}
