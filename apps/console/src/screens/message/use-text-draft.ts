import type { OpenTemplateView } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";

/** A text as it is being changed, in both languages. */
export interface TextDraft {
  /** Null where there is none. */
  readonly textOf: (locale: "sv" | "en") => string | null;
  readonly write: (locale: "sv" | "en", text: string) => void;
  readonly isDirty: boolean;
  readonly undo: () => void;
  /** Keeps it in the program's draft, which is begun where there is none. */
  readonly save: () => void;
  readonly canSave: boolean;
  readonly isSaving: boolean;
  readonly isSaved: boolean;
  readonly error: Error | null;
}

type Written = Readonly<Partial<Record<"sv" | "en", string>>>;

/** Changes a text: messages are part of their program's draft and approved with it. */
export function useTextDraft(open: OpenTemplateView): TextDraft {
  const { program } = open.template;
  const params = { id: program };
  const draft = useAsk("getDraft", { params }, { when: open.revision > 0 });
  const version = open.version ?? 0;
  const published = useAsk(
    "getProgramVersion",
    { params: { id: program, version } },
    { when: open.revision === 0 && version > 0 },
  );
  const put = useDo("putDraft", {
    refresh: ["getTemplate", "listTemplates", "getDraft", "listDrafts", "previewMessage"],
  });
  const [written, setWritten] = useState<Written>({});
  const savedText = (locale: "sv" | "en") =>
    open.texts.find((each) => each.locale === locale)?.text ?? null;
  const textOf = (locale: "sv" | "en") => written[locale] ?? savedText(locale);
  const changed = open.texts.filter(({ locale }) => textOf(locale) !== savedText(locale));
  const files = (open.revision > 0 ? draft.data : published.data)?.files;
  const save = () => {
    if (files === undefined) return;
    const texts = changed.map(({ file, locale }) => [file, textOf(locale) ?? ""]);
    const body = { files: { ...files, ...Object.fromEntries(texts) }, revision: open.revision };
    put.mutate({ params, body }, { onSuccess: () => setWritten({}) });
  };
  return {
    textOf,
    write: (locale, text) => {
      put.reset();
      setWritten((before) => ({ ...before, [locale]: text }));
    },
    isDirty: changed.length > 0,
    undo: () => setWritten({}),
    ...{ save, canSave: files !== undefined, isSaving: put.isPending, isSaved: put.isSuccess },
    error: put.error ?? draft.error ?? published.error,
  };
}
