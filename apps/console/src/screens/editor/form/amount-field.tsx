import { Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import {
  DURATION_UNITS,
  type DurationUnit,
  durationParts,
  durationText,
} from "../model/duration-parts.ts";
import { isRecord, type Path, textAt, valueAt } from "../model/paths.ts";
import { amountWords } from "./amount-words.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** A length of time, a number or a time of day. */
export interface AmountFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly kind: "duration" | "count" | "time";
  readonly usual?: string;
  readonly isOptional?: boolean;
}

const SETTING_TYPES = { duration: "duration", count: "number", time: "time" } as const;
const BLANKS = { duration: "P7D", count: 1, time: "09:00" } as const;
const FIXED = "fixed";

/** An amount as it is, or by the name of the program's setting that holds it. */
export function AmountField(props: AmountFieldProps) {
  const { label, path, kind, usual, isOptional = false } = props;
  const { value, set, error, isDisabled } = useField(path);
  const t = useWords(amountWords);
  const settings = useSettings(kind);
  const setting = isRecord(value) && typeof value.setting === "string" ? value.setting : undefined;
  const isRequired = usual === undefined && !isOptional;
  const sources = [
    ...(kind === "duration"
      ? DURATION_UNITS.map((unit) => ({ value: unit as string, label: t(`unit.${unit}`) }))
      : [{ value: FIXED, label: t(kind === "count" ? "number" : "clock") }]),
    ...settings.map(({ name, label: words }) => ({
      value: `setting:${name}`,
      label: t("setting", { name: words }),
    })),
  ];
  const parts = typeof value === "string" ? durationParts(value) : undefined;
  const source =
    setting === undefined
      ? kind === "duration"
        ? (parts?.unit ?? "D")
        : FIXED
      : `setting:${setting}`;
  const choose = (next: string | null) => {
    if (next?.startsWith("setting:")) set({ setting: next.slice("setting:".length) });
    else if (kind === "duration") {
      const unit = DURATION_UNITS.find((each) => each === next) ?? "D";
      set(durationText({ amount: parts?.amount ?? 7, unit }));
    } else set(BLANKS[kind]);
  };
  const plain = { ...{ label, error, isDisabled, isRequired, set, value }, usual: usual ?? "" };
  const isOdd = kind === "duration" && typeof value === "string" && parts === undefined;
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      {setting === undefined && <Plain {...plain} kind={isOdd ? "odd" : kind} unit={parts?.unit} />}
      {(kind === "duration" || settings.length > 0) && !isOdd && (
        <Select
          label={setting === undefined ? t(kind === "duration" ? "unit" : "source") : label}
          {...(setting !== undefined && { error })}
          data={known(sources, source)}
          value={source}
          allowDeselect={false}
          clearable={setting !== undefined && !isRequired}
          disabled={isDisabled}
          comboboxProps={{ width: "max-content", position: "bottom-start" }}
          onChange={(next) => (next === null ? set(undefined) : choose(next))}
          flex={1}
        />
      )}
    </Group>
  );
}

function known(options: readonly { value: string; label: string }[], value: string) {
  const isKnown = options.some((each) => each.value === value);
  return isKnown ? [...options] : [...options, { value, label: value.replace("setting:", "") }];
}

interface PlainProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly isRequired: boolean;
  readonly usual: string;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  readonly kind: "duration" | "count" | "time" | "odd";
  readonly unit: DurationUnit | undefined;
}

function Plain({
  label,
  error,
  isDisabled,
  isRequired,
  usual,
  value,
  set,
  kind,
  unit,
}: PlainProps) {
  const isNumber = kind === "duration" || kind === "count";
  const number = kind === "duration" ? durationParts(String(value ?? ""))?.amount : value;
  const shown = isNumber ? String(number ?? "") : String(value ?? "");
  const late = useLateValue(shown, (text) => {
    if (text === "") set(undefined);
    else if (kind === "duration") set(durationText({ amount: Number(text), unit: unit ?? "D" }));
    else set(kind === "count" ? Number(text) : text);
  });
  const shared = {
    ...{ label, error, disabled: isDisabled, withAsterisk: isRequired, placeholder: usual },
    ...{ value: late.text, onBlur: late.flush, flex: 1 },
  };
  if (isNumber) {
    return (
      <NumberInput
        {...shared}
        min={0}
        allowDecimal={false}
        onChange={(next) => late.change(String(next))}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={kind === "time" ? "time" : "text"}
      onChange={(event) => late.change(event.currentTarget.value)}
    />
  );
}

/** The program's settings that hold what is asked for. */
function useSettings(kind: AmountFieldProps["kind"]) {
  const { analysis, locale } = useEditor();
  const settings = valueAt(analysis.value, ["settings"]);
  if (!isRecord(settings)) return [];
  return Object.entries(settings).flatMap(([name, setting]) => {
    if (!isRecord(setting) || setting.type !== SETTING_TYPES[kind]) return [];
    return [{ name, label: textAt(setting, ["label", locale]) || name }];
  });
}
