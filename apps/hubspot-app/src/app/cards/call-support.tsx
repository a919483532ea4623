import { Button, Flex, Heading, Tag, Text, Tile } from "@hubspot/ui-extensions";
import { type Answer, useLoad } from "perennial-hubspot-shared";
import type { CardContent } from "./card-content.ts";
import { EndCallForm } from "./end-call-form.tsx";
import { PageStates } from "./page-tools.ts";

type Picture = Answer<"getCallerPicture">["picture"];

/** What helps in a call with the customer, asked for once somebody takes one (L-16, L-17). */
export function CallSupport({ content }: { readonly content: CardContent }) {
  const { open, setOpen, words } = content;
  if (open?.kind === "support") return <Support content={content} callId={open.callId} />;
  const begin = () => setOpen({ kind: "support", callId: `card-${crypto.randomUUID()}` });
  return <Button onClick={begin}>{words.support}</Button>;
}

function Support({ content, callId }: { readonly content: CardContent; readonly callId: string }) {
  const { card, surroundings, words } = content;
  const { id } = card.customer;
  const { ask, language } = surroundings;
  const load = useLoad(
    () => ask("getCallerPicture", { params: { id }, query: { locale: language } }),
    id,
  );
  return (
    <PageStates of={load} surroundings={surroundings}>
      {({ picture }) => (
        <Flex direction="column" gap="sm">
          <Heading>{words.talk}</Heading>
          {picture.notes.map(({ id: note, from, text }) => (
            <Point key={note} name={words.fromColleague(from)} say={text} tag={words.first} />
          ))}
          <TalkPoints picture={picture} content={content} />
          <Offers picture={picture} content={content} />
          <EndCallForm content={content} callId={callId} />
        </Flex>
      )}
    </PageStates>
  );
}

interface PartProps {
  readonly picture: Picture;
  readonly content: CardContent;
}

function TalkPoints({ picture: { talkPoints }, content: { words } }: PartProps) {
  if (talkPoints.length === 0) return <Text>{words.noTalk}</Text>;
  return talkPoints.map(({ id, agreementId, name, say, duty, because }) => (
    <Point
      key={`${id}/${agreementId}`}
      {...{ name, say, why: words.why(because) }}
      {...(duty && { tag: words.first })}
    />
  ));
}

/** What may be offered, and what may not with the reason. */
function Offers({ picture: { mayOffer, mayNotOffer }, content: { words } }: PartProps) {
  return (
    <>
      {mayOffer.length > 0 && <Heading>{words.mayOffer}</Heading>}
      {mayOffer.map(({ offer, ground }) => (
        <Point key={offer.id} name={offer.name} say={offer.pitch} why={ground} />
      ))}
      {mayNotOffer.length > 0 && <Heading>{words.mayNotOffer}</Heading>}
      {mayNotOffer.map(({ offer, sentence }) => (
        <Point key={offer.id} name={offer.name} say={sentence} />
      ))}
    </>
  );
}

interface PointProps {
  readonly name: string;
  readonly say: string;
  readonly why?: string;
  readonly tag?: string;
}

function Point({ name, say, why, tag }: PointProps) {
  return (
    <Tile compact>
      <Text format={{ fontWeight: "bold" }}>{name}</Text>
      {tag !== undefined && <Tag variant="warning">{tag}</Tag>}
      <Text>{say}</Text>
      {why !== undefined && <Text variant="microcopy">{why}</Text>}
    </Tile>
  );
}
