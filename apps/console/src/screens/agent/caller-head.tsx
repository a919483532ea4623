import { Anchor, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import type { Picture } from "../../parts/call/use-call.ts";
import { placeWords } from "../../parts/customer/place-words.ts";
import { RISK_TONES } from "../../parts/customer/risk-tones.ts";
import { Places } from "../../parts/customer/standing-head.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import type { AtAddress } from "./agent-screen.tsx";
import { words } from "./words.ts";

/** Who is on the phone. */
export interface CallerHeadProps extends AtAddress {
  readonly picture: Picture;
  readonly isOtherNumber: boolean;
  /** Whether a call is on. */
  readonly children: ReactNode;
}

/** Who it is, where they stand and how sure they are to stay, with what speaks for it (L-01 to L-07). */
export function CallerHead({ picture, address, go, isOtherNumber, children }: CallerHeadProps) {
  const t = useWords(words);
  const { customer } = picture;
  const { id, name, mobile, phone, email, owner } = customer;
  const reach = [mobile ?? phone, email, owner].filter((each) => each !== null);
  const { customer: _customer, ...others } = address;
  const canChange = others.phone !== undefined || others.entered !== undefined;
  return (
    <Paper component="section" withBorder p="sm" radius="md" aria-label={name}>
      <Stack gap={6}>
        <Group justify="space-between" gap="sm">
          <Group gap="sm" align="baseline">
            <Title order={2} size="h3">
              {name}
            </Title>
            <Text size="sm" c="dark.4">
              {[id, ...reach].join(" · ")}
            </Text>
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to="/customers/$id" params={{ id }} {...props} />}
            >
              {t("record")}
            </Anchor>
            {canChange && (
              <Anchor component="button" size="sm" onClick={() => go(others)}>
                {t("another")}
              </Anchor>
            )}
          </Group>
          {children}
        </Group>
        {isOtherNumber && (
          <Text size="sm" fw={600} c="red.9" role="alert">
            {t("otherNumber")}
          </Text>
        )}
        <Group gap="xs">
          <Standing id={id} />
          <Churn churn={picture.churn} />
        </Group>
        <Reasons picture={picture} />
      </Stack>
    </Paper>
  );
}

function Standing({ id }: { readonly id: string }) {
  const { locale } = useLanguage();
  const { data } = useAsk("getCustomerCard", { params: { id }, query: { locale } });
  return data ? <Places card={data} /> : null;
}

function Churn({ churn }: Pick<Picture, "churn">) {
  const t = useWords(words);
  const place = useWords(placeWords);
  if (churn === null) return null;
  return (
    <StateBadge tone={RISK_TONES[churn.risk]}>
      {t("risk", { level: place(churn.risk).toLowerCase() })}
    </StateBadge>
  );
}

/** What speaks for the customer's leaving and buying. */
function Reasons({ picture: { churn, potential } }: Pick<CallerHeadProps, "picture">) {
  const t = useWords(words);
  const risk = churn?.reasons ?? [];
  const sells = potential?.reasons ?? [];
  return (
    <>
      {risk.length > 0 && <Text size="sm">{risk.join(" · ")}</Text>}
      {potential !== null && (
        <Text size="sm">
          {[t("potential", { points: potential.points }), ...sells].join(" · ")}
        </Text>
      )}
    </>
  );
}
