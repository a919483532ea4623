import { type Command, ConnectorError } from "@perennial/contract";
import type { OpenConnection } from "../connection/connections.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { inTime } from "./in-time.ts";
import { later } from "./later.ts";
import type { Outcome } from "./record-settlements.ts";
import { retryDelay } from "./retry-delay.ts";
import type { Asked } from "./write-plans.ts";

/** What an answer to a look-up settles; a look-up that fails is made again later, as long as it is worth it. */
export async function lookUpAll(
  context: RuntimeContext,
  asked: readonly Asked[],
): Promise<readonly Outcome[]> {
  const byConnection = Map.groupBy(asked, ({ connection }) => connection.connection.id);
  const outcomes = await Promise.all(
    [...byConnection.values()].map((commands) => lookUp(context, commands)),
  );
  return outcomes.flat();
}

type Answer = "absent" | { readonly providerId: string | undefined } | { readonly problem: string };

async function lookUp(
  context: RuntimeContext,
  asked: readonly Asked[],
): Promise<readonly Outcome[]> {
  const [first] = asked;
  if (!first) return [];
  const { connection } = first;
  const { batchSize } = connection.connector.manifest;
  const outcomes: Outcome[] = [];
  for (let at = 0; at < asked.length; at += batchSize) {
    const chunk = asked.slice(at, at + batchSize);
    const answers = await answersTo(context, connection, chunk);
    const now = context.clock.now();
    outcomes.push(
      ...chunk.map(({ command, row, token }): Outcome => {
        const key = { enrolmentId: row.enrolmentId, seq: row.seq, token };
        const answer = answers.get(command.id) ?? { problem: "The other side did not say." };
        if (answer === "absent") {
          return { ...key, state: "pending", dueAt: now, reason: "not found there" };
        }
        if ("providerId" in answer) return { ...key, state: "done", providerId: answer.providerId };
        const dueAt = later(now, retryDelay(row.attempts));
        return { ...key, state: "unknown", dueAt, reason: answer.problem };
      }),
    );
  }
  return outcomes;
}

async function answersTo(
  context: RuntimeContext,
  connection: OpenConnection,
  asked: readonly Asked[],
): Promise<ReadonlyMap<Command["id"], Answer>> {
  const { id } = connection.connector.manifest;
  try {
    const looking = connection.session().then((session) => session.lookUp?.(asked));
    const answers = (await inTime(looking, id)) ?? [];
    return new Map(
      answers.map((answer) => [
        answer.commandId,
        answer.found ? { providerId: answer.providerId } : "absent",
      ]),
    );
  } catch (error) {
    const known = ConnectorError.isInstance(error);
    measuresOf(context).connectorError(id, known ? error.kind : "unavailable");
    const problem = known ? error.message : `${id} failed unexpectedly.`;
    context.log.warn("Commands of unknown outcome could not be looked up.", { connector: id });
    return new Map(asked.map(({ command }) => [command.id, { problem }]));
  }
}
