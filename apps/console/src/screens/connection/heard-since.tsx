import { Text } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { listeningWords } from "./listening-words.ts";

/** What is said of a reason why changes are not heard; of all others, that it is tried again. */
const REASONS: Readonly<Record<string, "notAllowed" | "usedUp">> = {
  forbidden: "notAllowed",
  "rate-limited": "usedUp",
};

/** Whether changes are heard as they happen: since when, or why not; nothing where nobody wants it. */
export function HeardSince({ health: { listening } }: { readonly health: ConnectionHealthView }) {
  const t = useWords(listeningWords);
  const { moment } = useFormat();
  if (listening === null) return null;
  const { since, problem } = listening;
  if (problem !== null) {
    const at = problem.nextAt === null ? "" : moment(problem.nextAt);
    return (
      <div>
        <Text size="sm">{t(REASONS[problem.kind] ?? "notHeard", { at })}</Text>
        <Text size="sm" c="dark.4">
          {problem.words}
        </Text>
      </div>
    );
  }
  return since !== null && <Text size="sm">{t("heardSince", { at: moment(since) })}</Text>;
}
