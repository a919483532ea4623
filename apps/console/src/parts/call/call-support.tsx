import { SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../answered.tsx";
import { Section } from "../section.tsx";
import { CallEnding } from "./call-ending.tsx";
import { CallOffers, type Offered } from "./call-offers.tsx";
import { CallState } from "./call-state.tsx";
import { callWords } from "./call-words.ts";
import { HandOverNotes, OpenPromises } from "./open-matters.tsx";
import { TalkPoints } from "./talk-points.tsx";
import { type AboutCall, useCall } from "./use-call.ts";

/** What to say in a call with a customer, what may be offered and what came of it, inside a CRM's record (L-14 to L-22). */
export function CallSupport({ customerId: id }: { readonly customerId: string }) {
  const { locale } = useLanguage();
  const [about, setAbout] = useState<AboutCall>({ direction: "in" });
  const { direction, errand } = about;
  const query = useAsk(
    "getCallerPicture",
    {
      params: { id },
      query: { locale, direction, ...(errand !== undefined && { errand }) },
    },
    { keep: true },
  );
  return (
    <Answered query={query} rows={6}>
      {({ picture }) => <Support {...{ id, picture, about, setAbout }} />}
    </Answered>
  );
}

interface SupportProps extends Pick<Answer<"getCallerPicture">, "picture"> {
  readonly id: string;
  readonly about: AboutCall;
  readonly setAbout: (about: AboutCall) => void;
}

function Support({ id, picture, about, setAbout }: SupportProps) {
  const t = useWords(callWords);
  const { ongoing, notes, promises } = picture;
  const calling = useCall(id, ongoing, about);
  const [picked, pick] = useState<Offered>();
  return (
    <Stack gap="sm">
      <CallState {...{ ongoing, about, setAbout, calling }} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {notes.length > 0 && (
          <Section title={t("notes")}>
            <HandOverNotes notes={notes} />
          </Section>
        )}
        {promises.length > 0 && (
          <Section title={t("promises")}>
            <OpenPromises promises={promises} />
          </Section>
        )}
        <Section title={t("talk")}>
          <TalkPoints picture={picture} />
        </Section>
        <Section title={t("outcome")}>
          <CallEnding {...{ calling, picked, pick }} isOn={ongoing !== null} />
        </Section>
        <Section title={t("offers")}>
          <CallOffers {...{ picture, picked, pick }} />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}
