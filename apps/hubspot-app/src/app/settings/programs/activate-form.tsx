import { Button, ButtonRow, LoadingButton, Text } from "@hubspot/ui-extensions";
import { SHARED_WORDS, useAction, useLoad } from "perennial-hubspot-shared";
import { PageStates } from "../page-tools.ts";
import type { ProgramTileProps } from "./program-tile.tsx";
import { PROGRAMS_WORDS } from "./programs-words.ts";

/** Says how many would enter, then turns the program on. */
export function ActivateForm({ program, surroundings, setAsked, reload }: ProgramTileProps) {
  const { ask, language } = surroundings;
  const words = PROGRAMS_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const { id } = program;
  const name = program.name[language];
  const audience = useLoad(
    () => ask("getAudience", { params: { id }, query: { locale: language } }),
    id,
  );

  async function activate() {
    const isDone = await run(async () => {
      await ask("setProgram", { params: { id }, body: { state: "active" } });
      return { message: words.activateDone(name) };
    });
    if (!isDone) return;
    setAsked(undefined);
    await reload();
  }

  return (
    <PageStates of={audience} surroundings={surroundings}>
      {({ today, eligible, sentence }) => (
        <>
          <Text format={{ fontWeight: "bold" }}>{words.activateTitle(name)}</Text>
          <Text>{words.today(today)}</Text>
          <Text>{words.eligible(eligible)}</Text>
          {sentence !== "" && <Text variant="microcopy">{sentence}</Text>}
          <Text>{words.activateHelp}</Text>
          <ButtonRow>
            <LoadingButton variant="primary" loading={busy} onClick={() => void activate()}>
              {words.activate}
            </LoadingButton>
            <Button disabled={busy} onClick={() => setAsked(undefined)}>
              {SHARED_WORDS[language].cancel}
            </Button>
          </ButtonRow>
        </>
      )}
    </PageStates>
  );
}
