import { CALL_FIELDS, createCatalogue } from "@perennial/lifecycle";
import { useMemo } from "react";
import { parseDocument } from "yaml";
import type { Answer } from "../../../app/api/call.ts";
import { useLanguage } from "../../../app/language/language.ts";
import { useMay, useSession } from "../../../app/session/use-session.ts";
import type { EditorContext } from "../../editor/editor-context.ts";
import { editYaml } from "../../editor/model/edit-yaml.ts";
import { placesIn } from "../../editor/model/places.ts";

type Problem = Answer<"checkService">["problems"][number];

/** How calls are answered, as it is being changed. */
export interface ServiceDraft {
  /** As YAML. */
  readonly text: string;
  readonly change: (text: string) => void;
  readonly problems: readonly Problem[];
}

const FILE = "service.yaml";
const NOTHING = () => undefined;

/** The program editor's forms, over how calls are answered: the same fields and conditions, with problems at their place. */
export function useServiceContext({ text, change, problems }: ServiceDraft): EditorContext {
  const { locale } = useLanguage();
  const { tenant } = useSession();
  const canEdit = useMay("marketer");
  const { currency } = tenant;
  return useMemo(() => {
    const catalogue = createCatalogue({ declared: CALL_FIELDS, currency });
    return {
      files: { [FILE]: text },
      analysis: {
        value: parseDocument(text).toJS(),
        problems: problems.map(({ path, ...rest }) => ({
          ...rest,
          ...{ file: FILE, path: path?.split(".") ?? [] },
        })),
        places: placesIn(text),
        sms: [],
      },
      ...{ locale, canEdit, steps: [], signals: [], programs: [], rulePacks: [] },
      edit: (edits) => change(editYaml(text, edits)),
      setFiles: (files) => change(files[FILE] ?? text),
      ...{ catalogue: () => catalogue, open: NOTHING, openText: NOTHING },
    };
  }, [text, change, problems, locale, canEdit, currency]);
}
