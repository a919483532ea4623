import { Button, Group, Modal, Stack, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CustomerFilterView, SavedFilterView } from "@perennial/api";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** What is to be saved, over what if anything. */
export interface SaveFilterProps {
  readonly filter: CustomerFilterView;
  readonly over: SavedFilterView | undefined;
  readonly saved: (id: string) => void;
}

/** Saves what the list shows under a name, or over the filter that was opened. */
export function SaveFilter({ filter, over, saved }: SaveFilterProps) {
  const t = useWords(words);
  const may = useMay("marketer");
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Tooltip label={t("saveRole")} disabled={may}>
        <Button onClick={open} disabled={!may}>
          {t("save")}
        </Button>
      </Tooltip>
      <Modal opened={isOpen} onClose={close} title={t("save")} centered>
        <SaveForm
          filter={filter}
          over={over}
          saved={(id) => {
            saved(id);
            close();
          }}
        />
      </Modal>
    </>
  );
}

function SaveForm({ filter, over, saved }: SaveFilterProps) {
  const t = useWords(words);
  const [name, setName] = useState("");
  const put = useDo("putSavedFilter", { refresh: ["listSavedFilters"] });
  const save = async (id: string, under: string) => {
    await put.mutateAsync({ params: { id }, body: { name: under, filter } });
    saved(id);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(newId(name), name).catch(() => undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("saveName")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={messageAt(put.error, "name")}
          data-autofocus
        />
        <ProblemNote error={put.error} told={["name"]} />
        <Group justify="flex-end">
          {over && (
            <Button
              variant="default"
              loading={put.isPending}
              onClick={() => void save(over.id, over.name).catch(() => undefined)}
            >
              {t("saveOver", { name: over.name })}
            </Button>
          )}
          <Button type="submit" loading={put.isPending}>
            {over ? t("saveAs") : t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** An id that says what it is and that no other filter has. */
function newId(name: string): string {
  const words = name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40);
  const mark = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  return words === "" ? mark : `${words}-${mark}`;
}
