import { type Answer, dateIn, type RequestOptions, startOfDay } from "@perennial/connector-kit";
import type { PlannedVisit, VisitSpan } from "@perennial/contract";
import { AcmeVisits } from "./acme-visits.ts";

const DAY = 86_400_000;

/** The visits that a rep of Acme's has planned. */
export async function readAcmeVisits(
  request: (options: RequestOptions) => Promise<Answer>,
  { owner, from, to, timeZone }: VisitSpan,
): Promise<readonly PlannedVisit[]> {
  const next = new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
  const query = {
    rep: owner,
    from: startOfDay(timeZone, from),
    until: startOfDay(timeZone, next),
  };
  const visits: PlannedVisit[] = [];
  for (;;) {
    const skip = String(visits.length);
    const answer = await request({ method: "GET", path: ["visits"], query: { ...query, skip } });
    const { items, more } = answer.read(AcmeVisits);
    for (const { id, customer, at } of items) {
      visits.push({ id, customerId: customer, date: dateIn(timeZone, at), kind: "meeting" });
    }
    if (!more) return visits;
  }
}
