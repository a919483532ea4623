import { Button, Select, Stack, TextInput } from "@mantine/core";
import { templatePath } from "@perennial/lifecycle";
import { useState } from "react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { programTexts, TEXT_KINDS, textKey, withText } from "../model/program-texts.ts";
import { words } from "../words.ts";

const NAME = /^[a-z][a-z0-9-]*$/;

/** Begins a text in both languages. */
export function NewText() {
  const { files, setFiles, openText } = useEditor();
  const t = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<(typeof TEXT_KINDS)[number]>("email");
  const [isTried, setTried] = useState(false);
  const isTaken = programTexts(files).some((each) => textKey(each) === textKey({ name, kind }));
  const wrong = NAME.test(name) ? undefined : t("textNameWrong");
  const error = isTaken ? t("textTaken") : wrong;
  if (!isOpen) {
    return (
      <Button mt="xs" size="compact-sm" variant="light" onClick={() => setOpen(true)}>
        {t("addText")}
      </Button>
    );
  }
  const create = () => {
    setTried(true);
    if (error !== undefined) return;
    setFiles(withText(files, { name, kind }), "new-text");
    openText(templatePath({ name, kind, locale: "sv" }));
    setOpen(false);
    setName("");
    setTried(false);
  };
  return (
    <Stack
      component="form"
      gap="xs"
      mt="xs"
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <TextInput
        label={t("textName")}
        value={name}
        error={isTried && error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t("textKind")}
        value={kind}
        allowDeselect={false}
        data={TEXT_KINDS.map((value) => ({ value, label: t(`textKind.${value}`) }))}
        onChange={(next) => setKind(TEXT_KINDS.find((each) => each === next) ?? "email")}
      />
      <Button type="submit" size="compact-sm">
        {t("create")}
      </Button>
    </Stack>
  );
}
