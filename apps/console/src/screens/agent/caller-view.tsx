import { Grid, ScrollArea, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { CallEnding } from "../../parts/call/call-ending.tsx";
import { CallOffers, type Offered } from "../../parts/call/call-offers.tsx";
import { CallState } from "../../parts/call/call-state.tsx";
import { callWords } from "../../parts/call/call-words.ts";
import { HandOverNotes, OpenPromises } from "../../parts/call/open-matters.tsx";
import { TalkPoints } from "../../parts/call/talk-points.tsx";
import { type AboutCall, useCall } from "../../parts/call/use-call.ts";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { Section } from "../../parts/section.tsx";
import type { AgentAddress } from "./agent-address.ts";
import type { AtAddress } from "./agent-screen.tsx";
import { Background } from "./background.tsx";
import { CallerHead } from "./caller-head.tsx";
import { CallerServices } from "./caller-services.tsx";
import { words } from "./words.ts";

/** A customer who is on the phone, or is to be. */
export interface CallerViewProps extends AtAddress {
  readonly id: string;
  /** Whether the number belongs to others than the one whose id was entered. */
  readonly isOtherNumber?: boolean;
}

type Seen = Answer<"getCallerPicture">;

/** How often it is looked whether a call began or a colleague left a note, in milliseconds. */
const EVERY = 15_000;

/** Everything about a customer that a call needs, on one screen (L-25). */
export function CallerView(props: CallerViewProps) {
  const { id, address } = props;
  const { locale } = useLanguage();
  const [about, setAbout] = useState<AboutCall>(() => aboutCall(address));
  const { errand, direction, callId } = about;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call with the customer begins anew
  useEffect(() => {
    if (address.call !== undefined) setAbout(aboutCall(address));
  }, [address.call]);
  const query = useAsk(
    "getCallerPicture",
    {
      params: { id },
      query: {
        ...{ locale, direction },
        ...(errand !== undefined && { errand }),
        ...(callId !== undefined && { callId }),
      },
    },
    { every: EVERY, keep: true },
  );
  return (
    <Answered query={query} rows={10}>
      {(seen) => <Whole {...props} {...{ seen, about, setAbout }} />}
    </Answered>
  );
}

function aboutCall({ direction, command, call, errand, phone }: AgentAddress): AboutCall {
  return {
    direction: direction ?? (command === undefined ? "in" : "out"),
    ...{ callId: call, errand, phone, commandId: command },
  };
}

interface WholeProps extends CallerViewProps {
  readonly seen: Seen;
  readonly about: AboutCall;
  readonly setAbout: (about: AboutCall) => void;
}

function Whole({ id, address, go, isOtherNumber = false, seen, about, setAbout }: WholeProps) {
  const { picture, routing } = seen;
  const t = useWords(words);
  const said = useWords(callWords);
  const calling = useCall(id, picture.ongoing, about);
  const [picked, pick] = useState<Offered>();
  const { who } = useSession();
  const [left, setLeft] = useState<string>();
  const { ongoing } = picture;
  const isOn = ongoing !== null;
  const isMine = isOn && ongoing.callId !== left && (ongoing.agent ?? who) === who;
  const isFirst = routing.view.value.id === "agreement";
  const highlights = routing.highlight.value.map((each) => each.id);
  const services = (
    <CallerServices picture={picture} isLit={highlights.includes("agreement-end")} />
  );
  const done = () => {
    setLeft(ongoing?.callId);
    // The next call with the customer is another one.
    const { call: _call, command: _command, ...rest } = address;
    setAbout({ ...about, callId: undefined, commandId: undefined });
    go({ ...rest, customer: id });
  };
  return (
    <Stack gap="sm">
      <CallerHead {...{ picture, address, go, isOtherNumber }}>
        <CallState {...{ about, setAbout, calling }} ongoing={ongoing} />
      </CallerHead>
      {highlights.includes("open-problem") && (
        <Text size="sm" fw={600} c="red.9" role="status">
          {t("problem")}
        </Text>
      )}
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <Stack gap="sm">
            <OpenMatters picture={picture} />
            {isFirst && services}
            <Section title={said("talk")}>
              <Within name={said("talk")}>
                <TalkPoints picture={picture} />
              </Within>
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <Stack gap="sm">
            {!isFirst && services}
            <Section title={said("offers")}>
              <Within name={said("offers")}>
                <CallOffers {...{ picture, picked, pick }} />
              </Within>
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}>
          <Section title={said("outcome")}>
            <CallEnding {...{ calling, isOn, picked, pick, done }} />
          </Section>
        </Grid.Col>
      </Grid>
      <Background picture={picture} routing={routing} />
      <LeaveGuard
        isDirty={isMine}
        title={t("leaveTitle")}
        means={t("leaveMeans")}
        isStill={({ pathname, search }) =>
          pathname.endsWith("/agent") && "customer" in search && String(search.customer) === id
        }
      />
    </Stack>
  );
}

/** What is open between the company and the customer: a colleague's note and calls that were promised. */
function OpenMatters({ picture: { notes, promises } }: Pick<Seen, "picture">) {
  const said = useWords(callWords);
  return (
    <>
      {notes.length > 0 && (
        <Section title={said("notes")}>
          <HandOverNotes notes={notes} />
        </Section>
      )}
      {promises.length > 0 && (
        <Section title={said("promises")}>
          <OpenPromises promises={promises} />
        </Section>
      )}
    </>
  );
}

/** As high as leaves all that matters in sight on a screen of 800 pixels. */
const MOST_HIGH = 300;

/** A list that scrolls by itself, so that the screen does not. */
function Within({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <ScrollArea.Autosize
      mah={MOST_HIGH}
      type="auto"
      offsetScrollbars
      viewportProps={{ tabIndex: 0, role: "group", "aria-label": name }}
    >
      {children}
    </ScrollArea.Autosize>
  );
}
