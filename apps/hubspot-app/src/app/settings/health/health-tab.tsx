import { Flex } from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useLoad } from "perennial-hubspot-shared";
import { CONNECTION } from "../connection-name.ts";
import { PageStates } from "../page-tools.ts";
import { ConnectionActions } from "./connection-actions.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { FirstLoad } from "./first-load.tsx";
import { HEALTH_WORDS } from "./health-words.ts";
import { RecordLists } from "./record-lists.tsx";

/** Milliseconds between looks at a load that is under way. */
const EVERY = 5_000;

const renewAfter = ({ load }: Answer<"getConnection">) =>
  load.state === "waiting" || load.state === "loading" ? EVERY : undefined;

/** How the connection does, told so that an administrator knows what to mend. */
export function HealthTab({ surroundings }: { readonly surroundings: Surroundings }) {
  const { ask, language } = surroundings;
  const words = HEALTH_WORDS[language];
  const load = useLoad(
    () => ask("getConnection", { params: CONNECTION, query: { locale: language } }),
    "health",
    { renewAfter },
  );
  return (
    <PageStates of={load} surroundings={surroundings}>
      {(health) => {
        const content = { health, surroundings, words, reload: load.reload };
        return (
          <Flex direction="column" gap="md">
            <ConnectionState content={content} />
            <FirstLoad content={content} />
            <RecordLists content={content} />
            {surroundings.mayManage && <ConnectionActions content={content} />}
          </Flex>
        );
      }}
    </PageStates>
  );
}
