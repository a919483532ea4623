import { Anchor, Group, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../app/api/call.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { planWords } from "./plan-words.ts";
import { usePlaceNames } from "./use-place-names.ts";

type Preview = Extract<Answer<"previewPlan">, { readonly preview: unknown }>["preview"];

/** What changed rules would do to the base there is: how many up, down and elsewhere, with examples. */
export function PlanPreview(props: { readonly preview: Preview; readonly isFirst: boolean }) {
  const { preview, isFirst } = props;
  const { count } = useFormat();
  const t = useWords(planWords);
  const { rise, fall, join, leave, moves } = preview;
  return (
    <section aria-live="polite">
      <Title order={3} size="h5" mt="md">
        {t("previewTitle")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("previewLead", { customers: count(preview.customers) })}
      </Text>
      <Text my="xs">{isFirst ? t("newPlan") : preview.sentence}</Text>
      <Group gap="xl" my="sm">
        <Figure name={t("rise")} value={count(rise)} of="PlanPreview.rise" />
        <Figure name={t("fall")} value={count(fall)} of="PlanPreview.fall" />
        <Figure name={t("join")} value={count(join)} of="PlanPreview.join" />
        <Figure name={t("leave")} value={count(leave)} of="PlanPreview.leave" />
      </Group>
      {moves.length === 0 ? <Text size="sm">{t("noMoves")}</Text> : <Moves moves={moves} />}
    </section>
  );
}

/** More than anybody reads; the largest come first. */
const MOST = 30;

function Moves({ moves }: { readonly moves: Preview["moves"] }) {
  const { count } = useFormat();
  const t = useWords(planWords);
  const nameOf = usePlaceNames();
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
