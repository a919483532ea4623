import { Button, Stack, Text } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { CustomersLink } from "./customers-link.tsx";
import { NamedRule } from "./named-rule.tsx";
import { PlanCondition } from "./plan-condition.tsx";
import { idFrom, replaced, type SegmentDoc } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { without } from "./without.ts";

/** The company's own segments (M-06, V-14), in the order in which they are asked: a customer is in the first that fits. */
export function Segments({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const segments = form.plan.segments ?? [];
  const set = (next: SegmentDoc[]) => form.put("segments", next);
  const add = () => {
    const taken = segments.map(({ id }) => id);
    const name = { sv: "Nytt segment", en: "New segment" };
    const made: SegmentDoc = { id: idFrom(name.sv, taken), name, when: FIRST_CONDITION };
    // The last takes whoever is left, so that a new one stands above it.
    const at = segments.findIndex(({ when }) => when === undefined);
    set(at < 0 ? [...segments, made] : segments.toSpliced(at, 0, made));
  };
  return (
    <Section
      title={t("segments")}
      lead={t("segmentsLead")}
      actions={
        <Button variant="default" onClick={add} disabled={form.disabled}>
          {t("addSegment")}
        </Button>
      }
    >
      {segments.length === 0 && <Text c="dark.4">{t("noSegments")}</Text>}
      <Stack gap="sm">
        {segments.map((segment, at) => (
          <SegmentForm
            // biome-ignore lint/suspicious/noArrayIndexKey: an id follows the name until it is published
            key={at}
            {...{ form, segment, at, segments, set }}
          />
        ))}
      </Stack>
    </Section>
  );
}

/** What a new segment or group asks, until somebody chooses. */
export const FIRST_CONDITION = {
  field: "customer.email",
  is: "is-set",
} as const;

interface SegmentFormProps {
  readonly form: PlanForm;
  readonly segment: SegmentDoc;
  readonly at: number;
  readonly segments: readonly SegmentDoc[];
  readonly set: (next: SegmentDoc[]) => void;
}

function SegmentForm({ form, segment, at, segments, set }: SegmentFormProps) {
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  const name = segment.name[locale];
  const isLast = at === segments.length - 1;
  const move = (to: number) => set(segments.toSpliced(at, 1).toSpliced(to, 0, segment));
  const published = (form.base.segments ?? []).map(({ id }) => id);
  return (
    <NamedRule
      {...{ form, name: segment.name, number: at + 1, place: `segments.${at}` }}
      rename={(next) => {
        const taken = segments.filter((each) => each !== segment).map(({ id }) => id);
        const id = published.includes(segment.id) ? segment.id : idFrom(next.sv, taken);
        set(replaced(segments, at, { name: next, id }));
      }}
      remove={() => set(segments.toSpliced(at, 1))}
      {...(at > 0 && { up: () => move(at - 1) })}
      {...(!isLast && { down: () => move(at + 1) })}
      note={<InSegment id={segment.id} isPublished={published.includes(segment.id)} />}
    >
      <PlanCondition
        {...{ form, label: t("whoIn", { name }), place: `segments.${at}.when` }}
        {...(isLast && { description: t("lastTakesRest") })}
        isOptional={isLast}
        value={segment.when}
        change={(when) => {
          const next = when ? { ...segment, when } : without(segment, "when");
          set(segments.map((each, index) => (index === at ? next : each)));
        }}
      />
    </NamedRule>
  );
}

function InSegment(props: { readonly id: string; readonly isPublished: boolean }) {
  const { id, isPublished } = props;
  const { count } = useFormat();
  const t = useWords(planScreenWords);
  const { data } = useAsk("getBase");
  if (!isPublished) return t("notPublished");
  if (data === undefined) return null;
  const found = data.items.find(({ kind, state }) => kind === "segment" && state === id);
  return (
    <CustomersLink filter={{ segments: [id] }}>
      {t("inToday", { customers: count(found?.customers ?? 0) })}
    </CustomersLink>
  );
}
