import {
  Checkbox,
  CheckboxGroup,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
} from "@mantine/core";
import { LEAVING_ACTS, PhaseRules } from "@perennial/lifecycle";
import { useWords } from "../../app/language/words.ts";
import { PLACES } from "../../parts/customer/place-words.ts";
import { DurationField } from "./duration-field.tsx";
import { PartSection } from "./part-section.tsx";
import { PlaceError } from "./place-error.tsx";
import { PlanCondition } from "./plan-condition.tsx";
import type { PhasesDoc } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { TodayCounts } from "./today-counts.tsx";
import { errorAt } from "./use-plan-draft.ts";
import { without } from "./without.ts";

/** The phases welcome, develop and retain (M-01 to M-06). */
export function Phases({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const { phases } = form.plan;
  return (
    <PartSection
      {...{ form, part: "phases", lead: t("phasesLead") }}
      begin={() => form.put("phases", PhaseRules.parse({}))}
    >
      {phases && (
        <Stack gap="md">
          <TodayCounts
            kind="phase"
            places={PLACES.phases}
            filterOf={(place) => ({ phases: PLACES.phases.filter((each) => each === place) })}
          />
          <Welcome {...{ form, phases }} />
          <Retain {...{ form, phases }} />
          <Expected {...{ form, phases }} />
        </Stack>
      )}
    </PartSection>
  );
}

interface PhasesPart {
  readonly form: PlanForm;
  readonly phases: PhasesDoc;
}

/** What ends the welcome (M-02): a time, a condition, or whichever comes first. */
function Welcome({ form, phases }: PhasesPart) {
  const t = useWords(planScreenWords);
  const { welcome } = phases;
  const set = (next: PhasesDoc["welcome"]) => form.put("phases", { ...phases, welcome: next });
  return (
    <Fieldset legend={t("welcomeEnds")} p="sm">
      <Stack gap="xs">
        <Checkbox
          label={t("welcomeTimed")}
          checked={welcome.for !== undefined}
          disabled={form.disabled}
          onChange={({ currentTarget: { checked } }) =>
            set(checked ? { ...welcome, for: "P90D" } : without(welcome, "for"))
          }
        />
        {welcome.for !== undefined && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <DurationField
              label={t("welcomeFor")}
              value={welcome.for}
              disabled={form.disabled}
              error={errorAt(form.problems, "phases.welcome.for")}
              onChange={(length) => set({ ...welcome, for: length })}
            />
          </SimpleGrid>
        )}
        <PlanCondition
          {...{ form, label: t("welcomeUntil"), place: "phases.welcome.until" }}
          isOptional
          value={welcome.until}
          change={(until) => set(until ? { ...welcome, until } : without(welcome, "until"))}
        />
        <PlaceError form={form} place="phases.welcome" />
      </Stack>
    </Fieldset>
  );
}

const RISKS = ["medium", "high", "never"] as const;

/** What makes a customer one to retain (M-03, M-17, M-18). */
function Retain({ form, phases }: PhasesPart) {
  const t = useWords(planScreenWords);
  const { retain } = phases;
  const set = (next: PhasesDoc["retain"]) => form.put("phases", { ...phases, retain: next });
  return (
    <Fieldset legend={t("retainWhen")} p="sm">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t("retainRisk")}
            value={retain.risk}
            allowDeselect={false}
            disabled={form.disabled}
            data={RISKS.map((value) => ({ value, label: t(`risk_${value}`) }))}
            onChange={(value) =>
              set({ ...retain, risk: RISKS.find((each) => each === value) ?? "high" })
            }
          />
        </SimpleGrid>
        <CheckboxGroup
          label={t("acts")}
          value={[...retain.acts]}
          onChange={(chosen) =>
            set({ ...retain, acts: LEAVING_ACTS.filter((each) => chosen.includes(each)) })
          }
        >
          <Group mt={4}>
            {LEAVING_ACTS.map((act) => (
              <Checkbox key={act} value={act} label={t(`act_${act}`)} disabled={form.disabled} />
            ))}
          </Group>
        </CheckboxGroup>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <DurationField
            label={t("actsFor")}
            value={retain.actsFor}
            disabled={form.disabled}
            error={errorAt(form.problems, "phases.retain.actsFor")}
            onChange={(actsFor) => set({ ...retain, actsFor })}
          />
        </SimpleGrid>
        <PlanCondition
          {...{ form, label: t("retainAlso"), place: "phases.retain.when" }}
          isOptional
          value={retain.when}
          change={(when) => set(when ? { ...retain, when } : without(retain, "when"))}
        />
      </Stack>
    </Fieldset>
  );
}

/** The share expected in the develop phase (M-05). */
function Expected({ form, phases }: PhasesPart) {
  const t = useWords(planScreenWords);
  const [least, most] = phases.expectedDevelop;
  const set = (expectedDevelop: [number, number]) =>
    form.put("phases", { ...phases, expectedDevelop });
  const shared = { min: 0, max: 100, suffix: " %", disabled: form.disabled };
  const at = "phases.expectedDevelop";
  return (
    <Fieldset legend={t("expected")} p="sm">
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            {...shared}
            label={t("expectedLeast")}
            value={least}
            error={errorAt(form.problems, `${at}.0`)}
            onChange={(value) => set([Number(value) || 0, most])}
          />
          <NumberInput
            {...shared}
            label={t("expectedMost")}
            value={most}
            error={errorAt(form.problems, `${at}.1`)}
            onChange={(value) => set([least, Number(value) || 0])}
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
