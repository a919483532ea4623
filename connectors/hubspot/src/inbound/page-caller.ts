import type { AppCaller, InboundRequest } from "@perennial/contract";
import { PortalId } from "./hubspot-event.ts";

const LONGEST = 320;

/**
 * Who asks from one of our pages in HubSpot: HubSpot puts portal and user into the address, which its signature covers;
 * the body is the page's own and proves nothing (crm/hubspot.md, 6.2). Never throws.
 */
export function pageCaller({ url }: InboundRequest): AppCaller | undefined {
  if (!URL.canParse(url)) return undefined;
  const query = new URL(url).searchParams;
  const account = PortalId.safeParse(only(query, "portalId"));
  const user = only(query, "userEmail")?.toLowerCase() ?? only(query, "userId");
  if (!account.success || user === undefined || user.length > LONGEST) return undefined;
  return { account: account.data, user };
}

/** A name that stands twice says nothing: the page may have written one of them itself. */
function only(query: URLSearchParams, name: string): string | undefined {
  const [first, ...more] = query.getAll(name);
  const value = first?.trim() ?? "";
  return value === "" || more.length > 0 ? undefined : value;
}

/** What HubSpot writes into the address of a page's request, and into no other's (crm/hubspot.md, 6.2). */
const OF_PAGES = ["portalId", "userId", "userEmail", "appId"] as const;

/**
 * Whether a request came from a page: whoever sees one of our pages may have HubSpot sign any address below ours and
 * any body, so it must not pass for an event or a step of a workflow, whose portal stands in the body.
 */
export function isFromPage({ url }: Pick<InboundRequest, "url">): boolean {
  if (!URL.canParse(url)) return true;
  const query = new URL(url).searchParams;
  return OF_PAGES.some((name) => query.has(name));
}
