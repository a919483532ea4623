import { EmptyState, Flex, Text } from "@hubspot/ui-extensions";
import { type Surroundings, useLoad } from "perennial-hubspot-shared";
import { useState } from "react";
import { PageStates } from "../page-tools.ts";
import { ProgramTile } from "./program-tile.tsx";
import { PROGRAMS_WORDS } from "./programs-words.ts";

/** The programs, how many are in each, and whether they are on. */
export function ProgramsTab({ surroundings }: { readonly surroundings: Surroundings }) {
  const words = PROGRAMS_WORDS[surroundings.language];
  const load = useLoad(() => surroundings.ask("listPrograms"), "programs");
  const [asked, setAsked] = useState<string>();
  return (
    <PageStates of={load} surroundings={surroundings}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={words.emptyTitle} layout="vertical">
            <Text>{words.empty}</Text>
          </EmptyState>
        ) : (
          <Flex direction="column" gap="sm">
            {items.map((program) => (
              <ProgramTile
                key={program.id}
                {...{ program, surroundings, reload: load.reload, setAsked }}
                isAsked={asked === program.id}
              />
            ))}
          </Flex>
        )
      }
    </PageStates>
  );
}
