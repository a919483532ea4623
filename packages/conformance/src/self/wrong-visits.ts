import { ConnectorError, type PlannedVisit, type VisitSpan } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { manifested, opened, type Twist } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

type Ask = (span: VisitSpan) => Promise<readonly PlannedVisit[]>;

function asking(change: (ask: Ask) => Ask): Twist<AcmeSettings> {
  return opened(({ plannedVisits }) =>
    plannedVisits === undefined ? {} : { plannedVisits: change(plannedVisits) },
  );
}

let count = 0;

/** What is wrong in what a connector tells of planned visits. */
export const wrongVisits: WrongConnectors = {
  visits: [
    {
      does: "has visits that it does not declare",
      base: "bare",
      fails: "what is not declared is not there",
      twist: opened(() => ({ plannedVisits: async () => [] })),
    },
    {
      does: "declares visits that it has not",
      base: "bare",
      fails: "the visits of a rep's days are told, day by day, each once",
      twist: manifested(() => ({ plannedVisits: true })),
    },
    {
      does: "reads the first page alone",
      fails: "the visits of a rep's days are told, day by day, each once",
      twist: asking((ask) => async (span) => (await ask(span)).slice(0, 2)),
    },
    {
      does: "tells the last day first",
      fails: "the visits of a rep's days are told, day by day, each once",
      twist: asking((ask) => async (span) => (await ask(span)).toReversed()),
    },
    {
      does: "gives two visits the same id",
      fails: "the visits of a rep's days are told, day by day, each once",
      twist: asking(
        (ask) => async (span) => (await ask(span)).map((visit) => ({ ...visit, id: "1" })),
      ),
    },
    {
      does: "leaves out the last day",
      fails: "the visits of a rep's days are told, day by day, each once",
      twist: asking(
        (ask) => async (span) => (await ask(span)).filter(({ date }) => date < span.to),
      ),
    },
    {
      does: "takes the days for those of UTC",
      fails: "the days are those of the zone, the last one with all its hours",
      twist: asking((ask) => (span) => ask({ ...span, timeZone: "UTC" })),
    },
    {
      does: "tells one rep's visits whoever is asked for",
      fails: "another rep's visits are not told",
      twist: asking((ask) => {
        let first: string | undefined;
        return (span) => {
          first ??= span.owner;
          return ask({ ...span, owner: span.owner.startsWith("bo@") ? first : span.owner });
        };
      }),
    },
    {
      does: "remembers visits that were called off",
      fails: "a visit that was called off is not told",
      twist: asking((ask) => async (span) => [
        ...(await ask(span)),
        {
          ...{ id: "0", customerId: "c-visited-1", date: "2026-04-05", kind: "meeting" },
        } satisfies PlannedVisit,
      ]),
    },
    {
      does: "takes an unknown rep for one without plans",
      fails: "a rep whom nobody knows is told as not found, by name",
      twist: asking((ask) => async (span) => {
        try {
          return await ask(span);
        } catch (error) {
          if (ConnectorError.isInstance(error) && error.kind === "not-found") return [];
          throw error;
        }
      }),
    },
    {
      does: "notes that it has looked",
      fails: "looking at visits leaves nothing behind",
      twist: opened(({ plannedVisits, perform }) =>
        plannedVisits === undefined
          ? {}
          : {
              plannedVisits: async (span) => {
                count += 1;
                await perform([
                  {
                    ...{ kind: "add-note", id: `looked-${count}`, customerId: "c-1" },
                    ...{ at: "2026-03-02T09:00:00.000Z", text: "looked" },
                  },
                ]);
                return plannedVisits(span);
              },
            },
      ),
    },
  ],
};
