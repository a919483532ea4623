/** The Web API's version. */
export const WEB_API_VERSION = "v9.2";

/** Where an organisation's Web API begins. */
export function webApiUrl(orgUrl: string): string {
  return `${orgUrl.replace(/\/+$/, "")}/api/data/${WEB_API_VERSION}`;
}

const COMMERCIAL = /^[a-z0-9-]+(?:\.api)?\.crm[0-9]*\.dynamics\.com$/;
const NATIONAL =
  /^[a-z0-9-]+(?:\.api)?\.(?:crm\.microsoftdynamics\.us|crm\.dynamics\.cn|crm\.appsplatform\.us)$/;

/** Whether an address that somebody typed is one of Dynamics 365: tokens and requests go nowhere else (crm/dynamics.md, 2.2). */
export function isOrganizationUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, pathname } = new URL(text);
  const isHost = COMMERCIAL.test(hostname) || NATIONAL.test(hostname);
  return protocol === "https:" && isHost && port === "" && username === "" && pathname === "/";
}

/** A text as it stands in a filter: in quotes, its own quotes doubled. Encoding is the transport's. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
