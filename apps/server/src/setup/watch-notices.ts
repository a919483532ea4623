import type { Queue } from "@perennial/queue";
import { tellNotices } from "@perennial/runtime";
import { tenantsToNotify } from "@perennial/store";
import type { ServerRuntime } from "./create-context.ts";
import { TenantBook } from "./tenant-book.ts";

/** How often it is looked for what people are to be told, in milliseconds. */
const EVERY = 30_000;

/** Where to look, and how often. */
export interface NoticeWatch {
  /** Shared by all processes, of which one looks. */
  readonly line: Pick<Queue, "repeat">;
  /** In milliseconds. @default 30000 */
  readonly every?: number;
}

/**
 * Tells people at companies, as long as the line is open, what needs them. It stands beside the work and not in it:
 * what is wrong with one company's e-mail holds up nothing else.
 */
export function watchNotices(context: ServerRuntime, { line, every = EVERY }: NoticeWatch): void {
  const tenants = new TenantBook(context);
  line.repeat(every, () => tellAll(context, tenants), "notices");
}

async function tellAll(context: ServerRuntime, tenants: TenantBook): Promise<void> {
  const { db, disk, log } = context;
  if (await disk?.isFull()) return;
  for (const id of await tenantsToNotify(db)) {
    try {
      const tenant = await tenants.find(id);
      if (tenant) await tellNotices(context, tenant);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error("A company's people could not be told what needs them; it is tried again.", {
        ...{ tenant: id, reason },
      });
    }
  }
}
