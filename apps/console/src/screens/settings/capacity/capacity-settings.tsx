import { Group, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../../app/api/api-problem.ts";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { Figure } from "../../../parts/figure.tsx";
import { LeaveGuard } from "../../../parts/leave-guard.tsx";
import { Section } from "../../../parts/section.tsx";
import { SaveBar } from "../shared/tenant-form.tsx";
import { CallsPerDay } from "./calls-per-day.tsx";
import { OtherDays } from "./other-days.tsx";
import { words } from "./words.ts";

type Pacing = Answer<"getAgentCapacity">;

/** How many calls the agents can make on a day; nothing where calls are not paced. */
export type Capacity = Pacing["capacity"];

/** A capacity as it is being changed. */
export interface CapacityDraft {
  readonly capacity: NonNullable<Capacity>;
  readonly change: (capacity: NonNullable<Capacity>) => void;
  /** What the server says is wrong at a field, by its path. */
  readonly wrong: (field: string) => string | undefined;
}

/** How many calls there is time for on a day, and how many wait. */
export function CapacitySettings() {
  const query = useAsk("getAgentCapacity");
  return <Answered query={query}>{(saved) => <Fields saved={saved} />}</Answered>;
}

function Fields({ saved }: { readonly saved: Pacing }) {
  const save = useDo("putAgentCapacity", { refresh: ["getAgentCapacity"] });
  const [changed, setChanged] = useState<{ readonly capacity: Capacity } | undefined>();
  const capacity = changed ? changed.capacity : saved.capacity;
  const isDirty = JSON.stringify(capacity) !== JSON.stringify(saved.capacity);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { capacity } }, { onSuccess: () => setChanged(undefined) });
  };
  const undo = () => {
    setChanged(undefined);
    save.reset();
  };
  const wrong = (field: string) => messageAt(save.error, `capacity.${field}`);
  const change = (next: Capacity) => setChanged({ capacity: next });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <CallsPerDay {...{ capacity, change, wrong }} />
        {capacity && <OtherDays {...{ capacity, change, wrong }} />}
        {saved.today && <Now pacing={saved} today={saved.today} />}
        <SaveBar
          isDirty={isDirty}
          isSaving={save.isPending}
          isSaved={save.isSuccess && !isDirty}
          error={save.error}
          undo={undo}
        />
      </Stack>
      <LeaveGuard isDirty={isDirty && !save.isPending} />
    </form>
  );
}

function Now({
  pacing,
  today,
}: {
  readonly pacing: Pacing;
  readonly today: NonNullable<Pacing["today"]>;
}) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Section title={t("now")}>
      <Group gap="xl" align="flex-start">
        <Figure
          name={t("today")}
          value={count(today.given)}
          of="CallPacing.today.given"
          note={t("ofToday", { calls: count(today.calls) })}
        />
        <Figure name={t("waiting")} value={count(pacing.waiting)} of="CallPacing.waiting" />
      </Group>
    </Section>
  );
}
