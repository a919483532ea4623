import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { SIGNAL_FIELDS } from "@perennial/lifecycle";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { freeName } from "../model/new-step.ts";
import { isRecord, type Path, textAt, valueAt } from "../model/paths.ts";
import { pairWords } from "./pair-words.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** Names and values. */
export interface PairsFieldProps {
  readonly label: string;
  readonly path: Path;
  /** What a value is: anything or a field of the facts, a field of the signal, or a kind of field. */
  readonly of: "value" | "signal" | "type";
}

const TYPES = ["text", "number", "boolean", "date"] as const;
const BEGIN = { value: "", signal: "signal.at", type: "text" } as const;

/** Names with their values, to be added and taken away. */
export function PairsField({ label, path, of }: PairsFieldProps) {
  const { analysis, edit, canEdit } = useEditor();
  const { error } = useField(path);
  const t = useWords(pairWords);
  const found = valueAt(analysis.value, path);
  const names = isRecord(found) ? Object.keys(found) : [];
  const add = () => edit({ do: "set", path: [...path, freeName("name", names)], value: BEGIN[of] });
  return (
    <Fieldset legend={label} p="sm" disabled={!canEdit}>
      <Stack gap={6}>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name changes while it is being written
          <Pair key={index} {...{ path, name, of, names }} />
        ))}
        {error !== undefined && (
          <Text size="sm" c="red.9">
            {error}
          </Text>
        )}
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconPlus size={14} />}
          onClick={add}
          style={{ alignSelf: "flex-start" }}
        >
          {t("add")}
        </Button>
      </Stack>
    </Fieldset>
  );
}

interface PairProps {
  readonly path: Path;
  readonly name: string;
  readonly of: PairsFieldProps["of"];
  readonly names: readonly string[];
}

function Pair({ path, name, of, names }: PairProps) {
  const { edit } = useEditor();
  const t = useWords(pairWords);
  const late = useLateValue(name, (to) => {
    if (to !== "" && !names.includes(to)) edit({ do: "rename-key", path, from: name, to });
  });
  const at = [...path, name];
  return (
    <Group gap={6} wrap="nowrap" align="flex-end">
      <TextInput
        size="xs"
        flex={1}
        label={t(of === "signal" ? "noted" : "name")}
        value={late.text}
        onBlur={late.flush}
        onChange={(event) => late.change(event.currentTarget.value)}
      />
      {of === "value" && <ValueOrField path={at} />}
      {of === "signal" && <SignalField path={at} />}
      {of === "type" && <TypeField path={at} />}
      <ActionIcon
        variant="subtle"
        color="dark"
        aria-label={t("remove", { name })}
        onClick={() => edit({ do: "remove", path: at })}
      >
        <IconTrash size={15} />
      </ActionIcon>
    </Group>
  );
}

function ValueOrField({ path }: { readonly path: Path }) {
  const { value, set } = useField(path);
  const { catalogue, locale } = useEditor();
  const t = useWords(pairWords);
  const field = isRecord(value) ? textAt(value, ["field"]) : undefined;
  const late = useLateValue(value === undefined || isRecord(value) ? "" : String(value), (text) =>
    set(typed(text)),
  );
  const fields = [...catalogue().fields.values()];
  return (
    <>
      <Select
        {...{ size: "xs", label: t("from"), allowDeselect: false, w: 110 }}
        value={field === undefined ? "fixed" : "field"}
        data={[
          { value: "fixed", label: t("fixed") },
          { value: "field", label: t("field") },
        ]}
        onChange={(next) => set(next === "field" ? { field: "customer.name" } : "")}
      />
      {field === undefined ? (
        <TextInput
          {...{ size: "xs", label: t("value"), flex: 1, value: late.text, onBlur: late.flush }}
          onChange={(event) => late.change(event.currentTarget.value)}
        />
      ) : (
        <Select
          {...{ size: "xs", label: t("source"), flex: 1, searchable: true, allowDeselect: false }}
          value={field}
          data={fields.map((each) => ({ value: each.path, label: each.words[locale].noun }))}
          comboboxProps={{ width: 320, position: "bottom-end" }}
          onChange={(next) => next !== null && set({ field: next })}
        />
      )}
    </>
  );
}

/** What somebody wrote as the kind of value it looks like. */
function typed(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function SignalField({ path }: { readonly path: Path }) {
  const { value, set } = useField(path);
  const { analysis, catalogue, locale } = useEditor();
  const t = useWords(pairWords);
  // The signal stands beside what is noted of it.
  const type = textAt(analysis.value, [...path.slice(0, -2), "signal"]);
  const known = Object.hasOwn(SIGNAL_FIELDS, type)
    ? SIGNAL_FIELDS[type as keyof typeof SIGNAL_FIELDS]
    : {};
  const { fields } = catalogue(type);
  const data = Object.keys(known ?? {}).map((each) => ({
    value: `signal.${each}`,
    label: fields.get(`signal.${each}`)?.words[locale].noun ?? each,
  }));
  return (
    <Select
      {...{ size: "xs", label: t("source"), flex: 1, allowDeselect: false, data }}
      value={String(value ?? "")}
      onChange={(next) => set(next)}
    />
  );
}

function TypeField({ path }: { readonly path: Path }) {
  const { value, set } = useField(path);
  const t = useWords(pairWords);
  return (
    <Select
      {...{ size: "xs", label: t("type"), flex: 1, allowDeselect: false }}
      data={TYPES.map((each) => ({ value: each, label: t(`type.${each}`) }))}
      value={String(value ?? "")}
      onChange={(next) => set(next)}
    />
  );
}
