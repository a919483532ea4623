import { paginate } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { HubspotClient } from "../hubspot-client.ts";
import { ownersPath } from "../hubspot-paths.ts";
import type { HubspotSettings } from "../hubspot-settings.ts";

/** How long the list of users is believed, in milliseconds. */
const BELIEVED = 10 * 60_000;
const PAGE = "500";

const Owner = z.looseObject({
  id: z.coerce.string(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  archived: z.boolean().nullish(),
});
type Owner = z.infer<typeof Owner>;

const OwnerPage = z.looseObject({
  results: z.array(Owner),
  paging: z.looseObject({ next: z.looseObject({ after: z.string() }).nullish() }).nullish(),
});

/** Who tasks can be given to. */
export interface OwnerDirectory {
  /**
   * The user that a role or a person stands for: by the settings, or by e-mail address or full name. Undefined for
   * nobody who is active.
   */
  idOf(assignee: string): Promise<string | undefined>;
  /** Whether a user is active: a task for another would be nobody's. */
  isActive(id: string): Promise<boolean>;
}

/** What a directory is made with. */
export interface OwnerDirectoryOptions {
  readonly client: Pick<HubspotClient, "request">;
  readonly settings: Pick<HubspotSettings, "owners">;
  readonly context: Pick<ConnectorContext, "clock" | "abort" | "log">;
}

/** Makes a directory of a portal's active users. Its methods throw a `ConnectorError` where they cannot be read. */
export function createOwnerDirectory(options: OwnerDirectoryOptions): OwnerDirectory {
  const { settings, context } = options;
  let kept: { readonly at: number; readonly asked: Promise<readonly Owner[]> } | undefined;
  const owners = () => {
    const now = Date.parse(context.clock.now());
    if (kept !== undefined && now - kept.at <= BELIEVED) return kept.asked;
    const asked = readOwners(options).catch(withoutOwners(context));
    kept = { at: now, asked };
    asked.catch(() => {
      kept = undefined;
    });
    return asked;
  };
  return {
    async idOf(assignee) {
      const told = settings.owners.find((one) => same(one.assignee, assignee));
      const wanted = told?.email ?? assignee;
      const found = (await owners()).find(
        (owner) => same(owner.email ?? "", wanted) || same(fullName(owner), wanted),
      );
      return found?.id;
    },
    isActive: async (id) => (await owners()).some((owner) => owner.id === id),
  };
}

async function readOwners({ client, context }: OwnerDirectoryOptions): Promise<readonly Owner[]> {
  const pages = paginate<Owner, string>({
    connector: "hubspot",
    place: "GET owners",
    context,
    async read(after) {
      const query = { limit: PAGE, archived: "false", after };
      const answer = await client.request({
        method: "GET",
        path: ownersPath(),
        query,
        family: "default",
      });
      const { results, paging } = answer.read(OwnerPage);
      return { items: results, next: paging?.next?.after };
    },
  });
  const owners: Owner[] = [];
  for await (const { items } of pages) owners.push(...items.filter((one) => one.archived !== true));
  return owners;
}

/** A portal that grants no reading of users still gets its tasks, only for nobody in particular. */
function withoutOwners({ log }: Pick<ConnectorContext, "log">) {
  return (error: unknown): readonly Owner[] => {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    log.warn("HubSpot's users may not be read, so tasks are for nobody in particular", {
      reason: error.message,
    });
    return [];
  };
}

function fullName({ firstName, lastName }: Owner): string {
  return [firstName, lastName].filter(Boolean).join(" ");
}

function same(one: string, other: string): boolean {
  return one.trim() !== "" && one.trim().toLowerCase() === other.trim().toLowerCase();
}
