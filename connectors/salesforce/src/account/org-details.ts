import type { SalesforceClient } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";

/** What an org says of itself. */
export interface OrgDetails {
  /** With 18 characters. */
  readonly id: string;
  readonly name: string;
  /** An IANA name. */
  readonly timeZone: string;
  readonly isSandbox: boolean;
  /** ISO 4217, of an org with several currencies; one with a single one does not tell it to anybody's API. */
  readonly currency: string | undefined;
}

/** Asks an org who it is. Throws a `ConnectorError`. */
export async function readOrg(
  client: Pick<SalesforceClient, "describe" | "query">,
): Promise<OrgDetails> {
  const org = await first(client, {
    select: ["Id", "Name", "TimeZoneSidKey", "IsSandbox"],
    from: "Organization",
  });
  const currencies = await client.describe("CurrencyType");
  const corporate =
    currencies &&
    (await first(client, {
      ...{ select: ["Id", "IsoCode"], from: "CurrencyType" },
      where: { field: "IsCorporate", is: "=", value: true },
    }));
  return {
    ...{ id: String(org?.Id), name: String(org?.Name), timeZone: String(org?.TimeZoneSidKey) },
    isSandbox: org?.IsSandbox === true,
    currency: typeof corporate?.IsoCode === "string" ? corporate.IsoCode : undefined,
  };
}

/** Makes a reader that asks once, and again where that failed. */
export function createOrgReader(
  client: Pick<SalesforceClient, "describe" | "query">,
): () => Promise<OrgDetails> {
  let asked: Promise<OrgDetails> | undefined;
  return () => {
    asked ??= readOrg(client).catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function first(client: Pick<SalesforceClient, "query">, query: Parameters<typeof soql>[0]) {
  for await (const [record] of client.query(soql({ ...query, limit: 1 }))) return record;
  return undefined;
}
