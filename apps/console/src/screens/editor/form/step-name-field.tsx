import { TextInput } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { formWords } from "../form-words.ts";
import { stepNames } from "../model/new-step.ts";
import { listAt, textAt } from "../model/paths.ts";
import { useField } from "./use-field.ts";
import { useLateValue } from "./use-late-value.ts";

/** A step's name in the file; where other steps speak of it, they say the new name. */
export function StepNameField({ index }: { readonly index: number }) {
  const { analysis, edit, canEdit } = useEditor();
  const path = ["steps", index, "id"];
  const { error } = useField(path);
  const t = useWords(formWords);
  const name = textAt(analysis.value, path);
  const late = useLateValue(name, (to) => {
    // Two of one name could not be told apart when it is written on.
    const isAlone = !stepNames(listAt(analysis.value, ["steps"])).includes(to);
    if (to !== "" && isAlone) edit({ do: "rename-step", from: name, to });
  });
  return (
    <TextInput
      {...{ label: t("stepId"), error, disabled: !canEdit, value: late.text }}
      onBlur={late.flush}
      onChange={(event) => late.change(event.currentTarget.value)}
    />
  );
}
