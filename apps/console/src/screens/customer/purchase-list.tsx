import { Button, Stack, Table, Text } from "@mantine/core";
import { usePages } from "../../app/api/use-pages.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { customerWords } from "../../parts/customer/customer-words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { When } from "../../parts/when.tsx";
import { words } from "./words.ts";

/** What a customer bought and returned, newest first. */
export function PurchaseList({ customerId }: { readonly customerId: string }) {
  const t = useWords(words);
  const part = useWords(customerWords);
  const { money } = useFormat();
  const pages = usePages("listPurchases", { params: { id: customerId }, query: { limit: 10 } });
  if (pages.error) return <ProblemNote error={pages.error} again={pages.again} />;
  if (pages.isPending) return <Loading rows={3} />;
  if (pages.items.length === 0) {
    return <Nothing title={t("noPurchases")}>{t("noPurchasesMeans")}</Nothing>;
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Table aria-label={t("purchases")}>
        <Table.Tbody>
          {pages.items.map(({ id, at, amount, currency, category, discount }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <When at={at} />
              </Table.Td>
              <Table.Td>{amount < 0 ? t("returned") : (category ?? "")}</Table.Td>
              <Table.Td ta="right">
                {money(amount, currency)}
                {discount > 0 && (
                  <Text size="xs" c="dark.4">
                    {t("discount", { amount: money(discount, currency) })}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {pages.hasMore && (
        <Button size="xs" variant="light" onClick={pages.more} loading={pages.isFetching}>
          {part("more")}
        </Button>
      )}
    </Stack>
  );
}
