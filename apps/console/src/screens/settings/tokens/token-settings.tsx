import { Button, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { Section } from "../../../parts/section.tsx";
import { When } from "../../../parts/when.tsx";
import { ShownOnce } from "../shared/shown-once.tsx";
import { MakeToken } from "./make-token.tsx";
import { TOKEN_ROLES } from "./token-roles.ts";
import { words } from "./words.ts";

type Token = Answer<"listTokens">["items"][number];

/** The keys of other systems to the API. */
export function TokenSettings() {
  const t = useWords(words);
  const tokens = useAsk("listTokens");
  const [isMaking, setMaking] = useState(false);
  const [shown, setShown] = useState<{ label: string; token: string } | undefined>(undefined);
  const make = (
    <Button size="xs" onClick={() => setMaking(true)}>
      {t("make")}
    </Button>
  );
  return (
    <Section title={t("list")} actions={make}>
      <Answered query={tokens}>
        {({ items }) => (
          <Table.ScrollContainer minWidth={560} aria-label={t("list")}>
            <Table verticalSpacing="sm" aria-label={t("list")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("label")}</Table.Th>
                  <Table.Th>{t("role")}</Table.Th>
                  <Table.Th>{t("made")}</Table.Th>
                  <Table.Th>{t("used")}</Table.Th>
                  <Table.Th ta="right">{t("revoke")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((token) => (
                  <TokenRow key={token.id} token={token} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Answered>
      <MakeToken
        isOpen={isMaking}
        close={() => setMaking(false)}
        made={(label, token) => {
          setMaking(false);
          setShown({ label, token });
        }}
      />
      <ShownOnce
        title={t("shownTitle", { label: shown?.label ?? "" })}
        text={shown?.token}
        close={() => setShown(undefined)}
      >
        {t("shownMeans")}
      </ShownOnce>
    </Section>
  );
}

function TokenRow({ token }: { readonly token: Token }) {
  const t = useWords(words);
  const revoke = useDo("revokeToken", { refresh: ["listTokens"] });
  const role = TOKEN_ROLES.find((each) => each === token.role);
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={500}>{token.isOwn ? t("own") : token.label}</Text>
        {token.isOwn && (
          <Text size="sm" c="dark.4">
            {t("ownMeans")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{role === undefined ? token.role : t(role)}</Table.Td>
      <Table.Td>
        <When at={token.createdAt} /> {token.madeBy !== "" && t("by", { who: token.madeBy })}
      </Table.Td>
      <Table.Td>{token.lastUsedAt === null ? t("never") : <When at={token.lastUsedAt} />}</Table.Td>
      <Table.Td ta="right">
        {!token.isOwn && (
          <ConfirmButton
            size="xs"
            variant="light"
            color="red"
            label={t("revoke")}
            question={t("revokeAsk", { label: token.label })}
            act={() => revoke.mutateAsync({ params: { id: token.id } })}
            isActing={revoke.isPending}
            error={revoke.error}
          >
            <Text size="sm">{t("revokeMeans")}</Text>
          </ConfirmButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
