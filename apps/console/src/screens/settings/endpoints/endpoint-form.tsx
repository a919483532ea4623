import {
  Button,
  Checkbox,
  Group,
  Modal,
  MultiSelect,
  Select,
  Stack,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import { messageAt } from "../../../app/api/api-problem.ts";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useLanguage } from "../../../app/language/language.ts";
import { useWords } from "../../../app/language/words.ts";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { sharedWords } from "../shared/shared-words.ts";
import { words } from "./words.ts";

export type Endpoint = Answer<"listEndpoints">["items"][number];

/** A receiver that is made or changed. */
export interface EndpointFormProps {
  /** The receiver to change; null for a new one. */
  readonly endpoint: Endpoint | null;
  readonly close: () => void;
  readonly saved: (id: string, secret: string | null) => void;
}

const FORMATS = [
  { value: "standard-webhooks", label: "Standard Webhooks" },
  { value: "cloudevents", label: "CloudEvents 1.0" },
];

/** Asks where events go and which. */
export function EndpointForm({ endpoint, close, saved }: EndpointFormProps) {
  const t = useWords(words);
  const shared = useWords(sharedWords);
  const { locale } = useLanguage();
  const types = useAsk("listEventTypes");
  const save = useDo("putEndpoint", { refresh: ["listEndpoints"] });
  const [form, setForm] = useState({
    ...{ id: "", url: "", description: "", types: [] as string[], ordered: false },
    format: "standard-webhooks" as Endpoint["format"],
    ...(endpoint && { ...endpoint, types: endpoint.types ?? [] }),
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { id, url, description, format, ordered } = form;
    const wanted = form.types.length === 0 ? null : form.types;
    save.mutate(
      { params: { id: id || " " }, body: { url, description, format, ordered, types: wanted } },
      { onSuccess: ({ secret }) => saved(id, secret) },
    );
  };
  const told = ["id", "url", "types"];
  return (
    <Modal
      opened
      onClose={close}
      title={endpoint === null ? t("addTitle") : t("editTitle", { id: endpoint.id })}
      centered
      size="lg"
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {endpoint === null && (
            <TextInput
              label={t("id")}
              description={t("idHint")}
              value={form.id}
              onChange={(event) => change({ id: event.currentTarget.value })}
              error={messageAt(save.error, "id") && t("wrongId")}
              data-autofocus
            />
          )}
          <TextInput
            label={t("url")}
            description={t("urlHint")}
            value={form.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            error={messageAt(save.error, "url") && t("wrongUrl")}
          />
          <TextInput
            label={t("description")}
            value={form.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            maxLength={500}
          />
          <MultiSelect
            label={t("types")}
            description={t("typesHint")}
            placeholder={form.types.length === 0 ? t("allTypes") : ""}
            value={form.types}
            onChange={(next) => change({ types: next })}
            data={(types.data?.items ?? []).map(({ type, title }) => ({
              value: type,
              label: `${title[locale]} (${type})`,
            }))}
            searchable
            clearable
            error={messageAt(save.error, "types") && t("wrongTypes")}
          />
          <Select
            label={t("format")}
            value={form.format}
            onChange={(next) =>
              change({ format: next === "cloudevents" ? "cloudevents" : "standard-webhooks" })
            }
            data={FORMATS}
            allowDeselect={false}
          />
          <Checkbox
            label={t("ordered")}
            checked={form.ordered}
            onChange={(event) => change({ ordered: event.currentTarget.checked })}
          />
          <ProblemNote
            error={told.some((each) => messageAt(save.error, each)) ? null : save.error}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
