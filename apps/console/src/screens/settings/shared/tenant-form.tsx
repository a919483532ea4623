import { Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiProblem, messageAt } from "../../../app/api/api-problem.ts";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { LeaveGuard } from "../../../parts/leave-guard.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { sharedWords } from "./shared-words.ts";

/** What a company has chosen for all its programs. */
export type TenantSettings = Answer<"getTenantSettings">;

/** A part of the settings as it is being changed. */
export interface Draft<Name extends keyof TenantSettings> {
  readonly value: Pick<TenantSettings, Name>;
  readonly set: <Each extends Name>(name: Each, value: TenantSettings[Each]) => void;
  /** What the server says is wrong at a field, by its path. */
  readonly wrong: (field: string) => string | undefined;
}

/** Which settings a form is of. */
export interface TenantFormProps<Name extends keyof TenantSettings> {
  readonly names: readonly Name[];
  readonly children: (draft: Draft<Name>) => ReactNode;
}

/** A form over a part of the settings: fetched, changed, checked by the server and saved. */
export function TenantForm<Name extends keyof TenantSettings>(props: TenantFormProps<Name>) {
  const query = useAsk("getTenantSettings");
  return <Answered query={query}>{(saved) => <Fields {...props} saved={saved} />}</Answered>;
}

function Fields<Name extends keyof TenantSettings>({
  names,
  saved,
  children,
}: TenantFormProps<Name> & { readonly saved: TenantSettings }) {
  const save = useDo("saveTenantSettings", { refresh: ["getTenantSettings"] });
  const [changes, setChanges] = useState<Partial<TenantSettings>>({});
  const value = { ...saved, ...changes };
  const isDirty = names.some((name) => JSON.stringify(value[name]) !== JSON.stringify(saved[name]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: changes }, { onSuccess: () => setChanges({}) });
  };
  const undo = () => {
    setChanges({});
    save.reset();
  };
  const wrong = (field: string) => messageAt(save.error, field);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {children({
          value,
          set: (name, next) => setChanges((before) => ({ ...before, [name]: next })),
          wrong,
        })}
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

/** Where the saving of a form stands. */
export interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly error: Error | null;
  readonly undo: () => void;
}

/** Saves a form or undoes its changes, and says what came of it. */
export function SaveBar({ isDirty, isSaving, isSaved, error, undo }: SaveBarProps) {
  const t = useWords(sharedWords);
  const isAtFields =
    error instanceof ApiProblem &&
    error.status === 400 &&
    (error.problem.problems?.length ?? 0) > 0;
  return (
    <Stack gap="xs">
      {isAtFields ? (
        <Text role="alert" c="red.9" size="sm">
          {t("wrong")}
        </Text>
      ) : (
        <ProblemNote error={error} />
      )}
      <Group gap="sm">
        <Button type="submit" disabled={!isDirty} loading={isSaving}>
          {t("save")}
        </Button>
        {isDirty && (
          <Button variant="default" onClick={undo}>
            {t("undo")}
          </Button>
        )}
        <Text size="sm" role="status" c="dark.4">
          {isDirty && t("dirty")}
          {isSaved && t("saved")}
        </Text>
      </Group>
    </Stack>
  );
}
