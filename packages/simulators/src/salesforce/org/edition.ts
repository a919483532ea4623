/** What a company has bought (Salesforce Developer Limits and Allocations Quick Reference). */
export type EditionName = "Group" | "Professional" | "Enterprise" | "Unlimited" | "Developer";

/** What an edition has. */
export interface Edition {
  /** As `Organization.OrganizationType` names it. */
  readonly organizationType: string;
  /** Calls in 24 hours: these, and so many for each licence. */
  readonly calls: number;
  readonly callsPerLicence: number;
  readonly hasBulk: boolean;
  /** Whether only apps that passed the security review may use the API. */
  readonly isApiReviewed: boolean;
  /** Change events that are delivered in 24 hours, to all subscribers together. */
  readonly deliveredEvents: number;
}

/** What each edition has. */
export const EDITIONS: Readonly<Record<EditionName, Edition>> = {
  Group: {
    organizationType: "Team Edition",
    calls: 100_000,
    callsPerLicence: 1000,
    hasBulk: false,
    isApiReviewed: true,
    deliveredEvents: 0,
  },
  Professional: {
    organizationType: "Professional Edition",
    calls: 100_000,
    callsPerLicence: 1000,
    hasBulk: false,
    isApiReviewed: true,
    deliveredEvents: 10_000,
  },
  Enterprise: {
    organizationType: "Enterprise Edition",
    calls: 100_000,
    callsPerLicence: 1000,
    hasBulk: true,
    isApiReviewed: false,
    deliveredEvents: 25_000,
  },
  Unlimited: {
    organizationType: "Unlimited Edition",
    calls: 100_000,
    callsPerLicence: 5000,
    hasBulk: true,
    isApiReviewed: false,
    deliveredEvents: 50_000,
  },
  Developer: {
    organizationType: "Developer Edition",
    calls: 15_000,
    callsPerLicence: 0,
    hasBulk: true,
    isApiReviewed: false,
    deliveredEvents: 10_000,
  },
};
