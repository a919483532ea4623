/** The version of every API that is called (crm/hubspot.md, 0: current from 2026-09-08, supported for 18 months). */
export const HUBSPOT_API_DATE = "2026-09";

/** Segments of a path, as a request takes them. */
export type HubspotPath = readonly string[];

const DATE = HUBSPOT_API_DATE;

/** Records of a type, such as `contacts`, `deals` or `2-123`: `objects("contacts", "batch", "read")`. */
export const objectsPath = (type: string, ...rest: readonly string[]): HubspotPath => [
  ...["crm", "objects", DATE, type],
  ...rest,
];

/** Associations between records of two types: `associationsPath("deals", "contacts", "batch", "read")`. */
export const associationsPath = (
  from: string,
  to: string,
  ...rest: readonly string[]
): HubspotPath => ["crm", "associations", DATE, from, to, ...rest];

/** The properties of a type, and their groups. */
export const propertiesPath = (type: string, ...rest: readonly string[]): HubspotPath => [
  ...["crm", "properties", DATE, type],
  ...rest,
];

/** The pipelines of a type, with their stages. */
export const pipelinesPath = (type: string): HubspotPath => ["crm", "pipelines", DATE, type];

/** The users that records can belong to. */
export const ownersPath = (...rest: readonly string[]): HubspotPath => [
  ...["crm", "owners", DATE],
  ...rest,
];

/** The portal's own types of records. */
export const schemasPath = (): HubspotPath => ["crm-object-schemas", DATE, "schemas"];

/** Consent for marketing e-mail: `consentPath("statuses", address)`. */
export const consentPath = (...rest: readonly string[]): HubspotPath => [
  ...["communication-preferences", DATE],
  ...rest,
];

/** Tokens: `oauthPath()` gives them, `oauthPath("introspect")` says what one is good for. */
export const oauthPath = (...rest: readonly string[]): HubspotPath => [
  ...["oauth", DATE, "token"],
  ...rest,
];

/** The portal itself: its time zone, its currency, its address in browsers. */
export const accountPath = (): HubspotPath => ["account-info", DATE, "details"];

/** Our app's place in a portal. */
export const installPath = (): HubspotPath => ["appinstalls", DATE, "external-install"];

/** Workflow actions that wait for us: `callbacksPath(id, "complete")`. */
export const callbacksPath = (...rest: readonly string[]): HubspotPath => [
  ...["automation", "actions", "callbacks", DATE],
  ...rest,
];
