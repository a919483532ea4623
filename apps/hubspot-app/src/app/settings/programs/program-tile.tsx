import { Flex, LoadingButton, StatusTag, Text, Tile } from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useAction } from "perennial-hubspot-shared";
import { ActivateForm } from "./activate-form.tsx";
import { PROGRAMS_WORDS, stateWord } from "./programs-words.ts";

/** A program, and whether it is being asked about. */
export interface ProgramTileProps {
  readonly program: Answer<"listPrograms">["items"][number];
  readonly surroundings: Surroundings;
  readonly isAsked: boolean;
  readonly setAsked: (program: string | undefined) => void;
  readonly reload: () => Promise<void>;
}

/** States from which a program can be turned on. */
const RESTING: readonly string[] = ["draft", "approved", "paused"];

/** One program: it stops at a press, and starts only after a look at how many would enter. */
export function ProgramTile(props: ProgramTileProps) {
  const { program, surroundings, isAsked, setAsked, reload } = props;
  const { ask, language, mayManage } = surroundings;
  const words = PROGRAMS_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const { id, state, version, running, ended } = program;
  const name = program.name[language];

  async function pause() {
    const isDone = await run(async () => {
      await ask("setProgram", { params: { id }, body: { state: "paused" } });
      return { message: words.pauseDone(name) };
    });
    if (isDone) await reload();
  }

  return (
    <Tile>
      <Flex justify="between">
        <Text format={{ fontWeight: "bold" }}>{name}</Text>
        <StatusTag variant={state === "active" ? "success" : "default"}>
          {stateWord(state, language)}
        </StatusTag>
      </Flex>
      <Text>
        {words.running(running)}, {words.ended(ended)}. {words.version(version)}.
      </Text>
      {isAsked && <ActivateForm {...props} />}
      {mayManage && !isAsked && state === "active" && (
        <LoadingButton variant="secondary" size="sm" loading={busy} onClick={() => void pause()}>
          {words.pause}
        </LoadingButton>
      )}
      {mayManage && !isAsked && RESTING.includes(state) && (
        <LoadingButton variant="secondary" size="sm" onClick={() => setAsked(id)}>
          {words.activate}
        </LoadingButton>
      )}
    </Tile>
  );
}
