import { Button, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { CustomersLink } from "./customers-link.tsx";
import { NamedRule } from "./named-rule.tsx";
import { PlanCondition } from "./plan-condition.tsx";
import { type GroupDoc, idFrom, replaced } from "./plan-doc.ts";
import type { PlanForm } from "./plan-form.ts";
import { planScreenWords } from "./plan-screen-words.ts";
import { FIRST_CONDITION } from "./segments.tsx";
import { errorAt } from "./use-plan-draft.ts";
import { without } from "./without.ts";

/** Groups of the company's own naming (V-14), in any number of which a customer may be; with dates they are temporary. */
export function Groups({ form }: { readonly form: PlanForm }) {
  const t = useWords(planScreenWords);
  const groups = form.plan.groups ?? [];
  const set = (next: GroupDoc[]) => form.put("groups", next);
  const add = () => {
    const name = { sv: "Ny grupp", en: "New group" };
    const id = idFrom(
      name.sv,
      groups.map((each) => each.id),
    );
    set([...groups, { id, name, when: FIRST_CONDITION }]);
  };
  return (
    <Section
      title={t("groups")}
      lead={t("groupsLead")}
      actions={
        <Button variant="default" onClick={add} disabled={form.disabled}>
          {t("addGroup")}
        </Button>
      }
    >
      {groups.length === 0 && <Text c="dark.4">{t("noGroups")}</Text>}
      <Stack gap="sm">
        {groups.map((group, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an id follows the name until it is published
          <GroupForm key={at} {...{ form, group, at, groups, set }} />
        ))}
      </Stack>
    </Section>
  );
}

interface GroupFormProps {
  readonly form: PlanForm;
  readonly group: GroupDoc;
  readonly at: number;
  readonly groups: readonly GroupDoc[];
  readonly set: (next: GroupDoc[]) => void;
}

function GroupForm({ form, group, at, groups, set }: GroupFormProps) {
  const { locale } = useLanguage();
  const t = useWords(planScreenWords);
  const published = (form.base.groups ?? []).some(({ id }) => id === group.id);
  const put = (next: GroupDoc) => set(groups.map((each, index) => (index === at ? next : each)));
  return (
    <NamedRule
      {...{ form, name: group.name, number: at + 1, place: `groups.${at}` }}
      rename={(next) => {
        const taken = groups.filter((each) => each !== group).map(({ id }) => id);
        const id = published ? group.id : idFrom(next.sv, taken);
        set(replaced(groups, at, { name: next, id }));
      }}
      remove={() => set(groups.toSpliced(at, 1))}
      note={published ? <InGroup id={group.id} /> : t("notPublished")}
    >
      <Stack gap="sm">
        <PlanCondition
          {...{ form, label: t("whoIn", { name: group.name[locale] }) }}
          place={`groups.${at}.when`}
          value={group.when}
          change={(when) => put({ ...group, when: when ?? FIRST_CONDITION })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(["from", "until"] as const).map((day) => (
            <TextInput
              key={day}
              type="date"
              label={t(`group_${day}`)}
              description={t(`group_${day}Means`)}
              inputWrapperOrder={["label", "input", "description", "error"]}
              value={group[day] ?? ""}
              disabled={form.disabled}
              error={errorAt(form.problems, `groups.${at}.${day}`)}
              onChange={({ currentTarget: { value } }) =>
                put(value === "" ? without(group, day) : { ...group, [day]: value })
              }
            />
          ))}
        </SimpleGrid>
      </Stack>
    </NamedRule>
  );
}

function InGroup({ id }: { readonly id: string }) {
  const { count } = useFormat();
  const t = useWords(planScreenWords);
  const filter = { condition: { field: "standing.groups", is: "contains", value: id } };
  const { data } = useAsk("countCustomers", { body: { filter } });
  if (data === undefined) return null;
  const customers = data.isMore ? t("atLeast", { count: count(data.count) }) : count(data.count);
  return <CustomersLink filter={filter}>{t("inToday", { customers })}</CustomersLink>;
}
