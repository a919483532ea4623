import { Button, Group, Stack, Text } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { StateBadge, type Tone } from "../state-badge.tsx";
import { callWords } from "./call-words.ts";
import type { Picture } from "./use-call.ts";

type MayNot = Picture["mayNotOffer"][number];

/** An offer that could be sold. */
export type Offered = Picture["mayOffer"][number]["offer"];

const TONES: Readonly<Record<MayNot["why"], Tone>> = {
  law: "bad",
  "has-it": "calm",
  declined: "warn",
  "does-not-fit": "calm",
};

/** The offers there are for a call, and how one is picked as an opportunity. */
export interface CallOffersProps {
  readonly picture: Picture;
  readonly picked: Offered | undefined;
  readonly pick: (offer: Offered | undefined) => void;
}

/** Offers that may be made, on which ground, and those that may not, with the reason (L-17, L-20). */
export function CallOffers({ picture: { mayOffer, mayNotOffer }, picked, pick }: CallOffersProps) {
  const t = useWords(callWords);
  if (mayOffer.length === 0 && mayNotOffer.length === 0) {
    return <Text size="sm">{t("noOffers")}</Text>;
  }
  return (
    <Stack gap="xs">
      {mayOffer.length === 0 && <Text size="sm">{t("noneMay")}</Text>}
      {mayOffer.map((each, at) => (
        <MayOffer
          key={each.offer.id}
          made={each}
          isNewGround={each.ground !== mayOffer[at - 1]?.ground}
          isPicked={picked?.id === each.offer.id}
          pick={pick}
        />
      ))}
      {mayNotOffer.length > 0 && (
        <Text size="sm" fw={600}>
          {t("mayNot")}
        </Text>
      )}
      {mayNotOffer.map(({ offer, why, sentence }) => (
        <div key={offer.id}>
          <Group gap={6}>
            <Text size="sm">{offer.name}</Text>
            <StateBadge tone={TONES[why]}>{t(why)}</StateBadge>
          </Group>
          <Text size="xs" c="dark.4">
            {sentence}
          </Text>
        </div>
      ))}
    </Stack>
  );
}

interface MayOfferProps extends Pick<CallOffersProps, "pick"> {
  readonly made: Picture["mayOffer"][number];
  /** The ground of the one before is not said again. */
  readonly isNewGround: boolean;
  readonly isPicked: boolean;
}

function MayOffer({ made, isNewGround, isPicked, pick }: MayOfferProps) {
  const t = useWords(callWords);
  const { offer, because, ground, mind } = made;
  return (
    <div>
      {isNewGround && (
        <Text size="xs" c="dark.4" mb={4}>
          {[ground, mind].filter((each) => each !== null).join(" ")}
        </Text>
      )}
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600}>
          {offer.name}
        </Text>
        <Button
          size="compact-xs"
          style={{ flexShrink: 0 }}
          variant={isPicked ? "filled" : "light"}
          aria-pressed={isPicked}
          aria-label={t("pickOfferOf", { name: offer.name })}
          onClick={() => pick(isPicked ? undefined : offer)}
        >
          {t("pickOffer")}
        </Button>
      </Group>
      <Text size="sm">{offer.pitch}</Text>
      {because !== null && (
        <Text size="xs" c="dark.4">
          {because}
        </Text>
      )}
    </div>
  );
}
