import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../app/language/words.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { partNames as names, type partNames } from "./part-names.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";

/** A part of the plan that may be left out. */
export interface PartSectionProps {
  readonly form: PlanForm;
  readonly part: "phases" | "valueClasses" | "flows" | "churn" | "costSignals";
  /** What the part is for. */
  readonly lead: string;
  /** Puts in the part's usual rules. */
  readonly begin: () => void;
  readonly children: ReactNode;
}

/** The form of one part; where the plan has none, what it would do and how to begin. */
export function PartSection({ form, part, lead, begin, children }: PartSectionProps) {
  const t = useWords(planScreenWords);
  const name = useWords<keyof typeof partNames.sv>(names)(part);
  const isThere = form.plan[part] !== undefined;
  if (!isThere) {
    return (
      <Section title={name}>
        <Nothing
          title={t("notComputed", { part: name })}
          action={
            <Button onClick={begin} disabled={form.disabled}>
              {t("begin")}
            </Button>
          }
        >
          {lead} {t("notComputedMeans")}
        </Nothing>
      </Section>
    );
  }
  return (
    <Section
      title={name}
      lead={lead}
      actions={
        <Button
          variant="default"
          disabled={form.disabled}
          onClick={() => form.put(part, undefined)}
          aria-label={t("stopPart", { part: name })}
        >
          {t("stop")}
        </Button>
      }
    >
      {children}
    </Section>
  );
}
