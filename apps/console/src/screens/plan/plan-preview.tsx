import { Anchor, Group, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { changedParts } from "./merge-plans.ts";
import type { PlanDoc } from "./plan-doc.ts";
import { planWords } from "./plan-words.ts";
import { usePlaceNames } from "./use-place-names.ts";
import type { PlanDraft } from "./use-plan-draft.ts";

type Preview = Extract<Answer<"previewPlan">, { readonly preview: unknown }>["preview"];

/** What changed rules would do to the base there is: how many up, down and elsewhere, with examples. */
export function PlanPreview(props: { readonly preview: Preview; readonly draft: PlanDraft }) {
  const { preview, draft } = props;
  const { count } = useFormat();
  const t = useWords(planWords);
  const { rise, fall, join, leave, moves } = preview;
  const groups = preview.groups.filter(({ joined, left }) => joined + left > 0);
  // Where nothing about levels was changed, nobody asks about them.
  const hasTiers =
    rise + fall + join + leave > 0 || changedParts(draft.base, draft.plan).includes("tiers");
  return (
    <section aria-live="polite">
      <Title order={3} size="h5" mt="md">
        {t("previewTitle")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("previewLead", { customers: count(preview.customers) })}
      </Text>
      {(hasTiers || !draft.hasPlan) && (
        <Text my="xs">{draft.hasPlan ? preview.sentence : t("newPlan")}</Text>
      )}
      {hasTiers && (
        <Group gap="xl" my="sm">
          <Figure name={t("rise")} value={count(rise)} of="PlanPreview.rise" />
          <Figure name={t("fall")} value={count(fall)} of="PlanPreview.fall" />
          <Figure name={t("join")} value={count(join)} of="PlanPreview.join" />
          <Figure name={t("leave")} value={count(leave)} of="PlanPreview.leave" />
        </Group>
      )}
      {moves.length > 0 && <Moves moves={moves} plan={draft.plan} />}
      {groups.length > 0 && <GroupMoves groups={groups} plan={draft.plan} />}
      {moves.length + groups.length === 0 && <Text size="sm">{t("noMoves")}</Text>}
    </section>
  );
}

/** More than anybody reads; the largest come first. */
const MOST = 30;

function Moves({ moves, plan }: { readonly moves: Preview["moves"]; readonly plan: PlanDoc }) {
  const { count } = useFormat();
  const t = useWords(planWords);
  const nameOf = usePlaceNames(plan);
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("what")}</Table.Th>
            <Table.Th>{t("from")}</Table.Th>
            <Table.Th>{t("to")}</Table.Th>
            <Table.Th ta="right">{t("customers")}</Table.Th>
            <Table.Th>{t("examples")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {moves.slice(0, MOST).map(({ kind, from, to, customers, examples }) => (
            <Table.Tr key={`${kind} ${from} ${to}`}>
              <Table.Td>{t(kind)}</Table.Td>
              <Table.Td>{from === null ? t("nobody") : nameOf(kind, from)}</Table.Td>
              <Table.Td>{to === null ? t("nobody") : nameOf(kind, to)}</Table.Td>
              <Table.Td ta="right">{count(customers)}</Table.Td>
              <Table.Td>
                <Group gap={8}>
                  {examples.slice(0, 3).map((id) => (
                    <Anchor
                      key={id}
                      size="sm"
                      renderRoot={(link) => <Link to={`/customers/${id}`} {...link} />}
                    >
                      {id}
                    </Anchor>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The groups whose members would be others. */
function GroupMoves(props: { readonly groups: Preview["groups"]; readonly plan: PlanDoc }) {
  const { plan, groups } = props;
  const { count } = useFormat();
  const t = useWords(planWords);
  const nameOf = usePlaceNames(plan);
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table mt="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("groups")}</Table.Th>
            <Table.Th ta="right">{t("members")}</Table.Th>
            <Table.Th ta="right">{t("joins")}</Table.Th>
            <Table.Th ta="right">{t("leaves")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map(({ id, members, joined, left }) => (
            <Table.Tr key={id}>
              <Table.Td>{nameOf("group", id)}</Table.Td>
              <Table.Td ta="right">{count(members)}</Table.Td>
              <Table.Td ta="right">{count(joined)}</Table.Td>
              <Table.Td ta="right">{count(left)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
