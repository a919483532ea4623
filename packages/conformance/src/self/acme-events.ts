import type { Answer, RequestOptions } from "@perennial/connector-kit";
import type { Reply } from "@perennial/connector-kit/testing";
import type { Listening } from "@perennial/contract";
import { z } from "zod";

const AcmeEvents = z.object({ ids: z.array(z.string()), place: z.string() });

/** Acme's door for those who listen: a question is answered when something has happened after a place, at once without one. */
export function acmeEvents() {
  const happened: string[] = [];
  let next = Promise.withResolvers<void>();
  return {
    tell(id: string): void {
      happened.push(id);
      next.resolve();
      next = Promise.withResolvers<void>();
    },
    async page(after: string | null): Promise<Reply> {
      const from = after === null ? happened.length : Number(after);
      if (after !== null && happened.length <= from) await next.promise;
      return { body: { ids: happened.slice(from), place: String(happened.length) } };
    },
  };
}

/** Listens to what happens at Acme. */
export async function listenToAcme(
  request: (options: RequestOptions) => Promise<Answer>,
  { from, over, begun, heard }: Listening,
): Promise<void> {
  const ask = async (after: string | undefined) => {
    const answer = await request({ method: "GET", path: ["events"], query: { after } });
    return answer.read(AcmeEvents);
  };
  try {
    let after = from ?? (await ask(undefined)).place;
    if (over.aborted) return;
    begun();
    if (from === undefined) heard({ readAll: true, position: after });
    while (!over.aborted) {
      const { ids, place } = await ask(after);
      if (over.aborted) return;
      after = place;
      heard({ changed: ids.map((id) => ({ object: "person", id })), position: after });
    }
  } catch (error) {
    if (!over.aborted) throw error;
  }
}
