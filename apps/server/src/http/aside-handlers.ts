import type { AsideView } from "@perennial/api";
import { WORKER_DOWN_WORDS } from "@perennial/runtime";
import {
  type AttemptKind,
  asTenant,
  listPutAside,
  type PutAside,
  releasePutAside,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";

/** What can be asked about what is put aside. */
export function asideHandlers({
  db,
  clock,
  ring,
}: ServerContext): Pick<Handlers, "listPutAside" | "releasePutAside"> {
  return {
    listPutAside: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listPutAside(tx, query);
        return mutable({ ...page, items: page.items.map(asideView) });
      }),
    releasePutAside: async ({ body, caller: { tenant } }) => {
      const now = clock.now();
      const released = await asTenant(db, tenant, async (tx) => {
        const of = async (kind: AttemptKind) => {
          const ids = numbersOf(body.ids, kind);
          if (ids.length === 0) return [];
          const found = await releasePutAside(tx, { kind, ids, now });
          return found.map((id) => `${kind}-${id}`);
        };
        return [...(await of("enrolment")), ...(await of("delivery"))];
      });
      ring(tenant);
      return { released };
    },
  };
}

function numbersOf(ids: readonly string[], kind: AttemptKind): readonly number[] {
  return ids.flatMap((id) => {
    const [of, number] = id.split("-");
    return of === kind ? [Number(number)] : [];
  });
}

function asideView({ id, ...row }: PutAside): AsideView {
  return {
    ...row,
    id: `${row.kind}-${id}`,
    reason: "worker-down",
    sentence: { ...WORKER_DOWN_WORDS },
  };
}
