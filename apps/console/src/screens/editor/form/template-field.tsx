import { Autocomplete, Button, Group, Stack } from "@mantine/core";
import { templatePath } from "@perennial/lifecycle";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { type Path, textAt } from "../model/paths.ts";
import { type ProgramText, programTexts, withText } from "../model/program-texts.ts";
import { words } from "../words.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** Which text a step uses. */
export interface TemplateFieldProps {
  readonly label: string;
  readonly path: Path;
  readonly of: "send" | "call" | "task";
}

/** The text of a step: chosen among those there are, or begun. */
export function TemplateField({ label, path, of }: TemplateFieldProps) {
  const { files, analysis, locale, setFiles, openText, canEdit } = useEditor();
  const { value, set, error, isDisabled } = useField(path);
  const t = useWords(words);
  const channel = textAt(analysis.value, [...path.slice(0, -1), "channel"]);
  const sent: ProgramText["kind"] = channel === "sms" ? "sms" : "email";
  const kind = of === "send" ? sent : of;
  const names = programTexts(files).flatMap((each) => (each.kind === kind ? [each.name] : []));
  const name = typeof value === "string" ? value : "";
  const late = useLateValue(name, (text) => set(text));
  const file = templatePath({ name, kind, locale });
  const write = () => {
    setFiles(withText(files, { name, kind }), "new-text");
    openText(file);
  };
  const isThere = Object.hasOwn(files, file);
  return (
    <Stack gap={4}>
      <Autocomplete
        {...{ label, error, disabled: isDisabled, withAsterisk: true, data: names }}
        value={late.text}
        onBlur={late.flush}
        onChange={late.change}
      />
      <Group gap="xs">
        {isThere && (
          <Button size="compact-xs" variant="subtle" onClick={() => openText(file)}>
            {t("tab.texts")}: {name}
          </Button>
        )}
        {!isThere && canEdit && /^[a-z][a-z0-9-]*$/.test(name) && (
          <Button size="compact-xs" variant="light" onClick={write}>
            {t("writeText")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
