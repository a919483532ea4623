import type { CallerPictureView } from "@perennial/api";
import type { Locale, LocalizedText, Offer } from "@perennial/contract";
import type { PictureAgreement } from "@perennial/lifecycle";
import { contactSentence, type KnownCaller } from "@perennial/runtime";
import type { Tenant } from "@perennial/store";
import { callView } from "../call-view.ts";
import { handOverView, promiseView } from "./promise-view.ts";

/** For whom a picture is told, and when. */
export interface PictureScene {
  readonly tenant: Tenant;
  readonly locale: Locale;
  readonly now: string;
}

/** A customer in a call, as clients see them. */
export function pictureView(caller: KnownCaller, scene: PictureScene): CallerPictureView {
  const { records, picture } = caller;
  const { locale, tenant, now } = scene;
  const { customer, potential, churn } = picture;
  const said = (text: LocalizedText) => text[locale];
  const ongoing = records.callsOn.find(({ startedAt }) => startedAt <= now);
  return {
    customer: customerPart(picture.customer),
    services: {
      agreements: [...picture.services.agreements],
      categories: [...picture.services.categories],
      elsewhere: [...picture.services.elsewhere],
    },
    value: {
      ...{ class: picture.value.class ?? null, worth: picture.value.bought ?? null },
      ...{ band: picture.value.band ?? null, tier: picture.value.tier ?? null },
      segment: picture.value.segment ?? null,
    },
    currency: tenant.currency,
    offers: picture.offers.map(
      ({ offerId, name, at, channel, program, response, respondedAt, word }) => ({
        ...{ offerId, name: said(name), at, channel, program: program ?? null, response },
        ...{ respondedAt: respondedAt ?? null, word: word ?? null },
      }),
    ),
    history: picture.history.map((contact) => {
      const { at, kind, direction, channel, text } = contact;
      return { at, kind, direction, channel, text, sentence: contactSentence(contact, locale) };
    }),
    potential: potential
      ? { points: potential.points, reasons: potential.hits.map(({ because }) => said(because)) }
      : null,
    churn: churn ? { risk: churn.risk, reasons: churn.reasons.map(said) } : null,
    agreements: picture.agreements.map(agreementPart),
    programs: picture.enrolments.map(
      ({ enrolmentId, program, name, agreementId, standing, next }) => ({
        ...{ enrolmentId, program, name: said(name), agreementId: agreementId ?? null },
        standing: said(standing),
        next: next ? { at: next.at, sentence: said(next.sentence) } : null,
      }),
    ),
    campaigns: picture.campaigns.map(({ campaignId, name, channel, at: since, part, word }) => ({
      ...{ campaignId, name, channel, since, until: part.until ?? null, word: word ?? null },
      answeredAt: part.answeredAt ?? null,
    })),
    promises: records.promises.map((each) => promiseView(each, { ...scene, name: customer.name })),
    notes: records.notes.map(handOverView),
    calls: records.openCalls.map((each) => callView(tenant.id, each)),
    ongoing: ongoing
      ? { callId: ongoing.id, startedAt: ongoing.startedAt, agent: ongoing.agent }
      : null,
    ...talkPart(caller, locale),
  };
}

function customerPart(customer: KnownCaller["picture"]["customer"]): CallerPictureView["customer"] {
  const { id, name, kind, email, mobile, phone, owner, customerSince } = customer;
  const { doNotCall, pausedUntil } = customer;
  return {
    ...{ id, name, kind, doNotCall, email: email ?? null, mobile: mobile ?? null },
    ...{ phone: phone ?? null, owner: owner ?? null, customerSince: customerSince ?? null },
    pausedUntil: pausedUntil ?? null,
  };
}

function agreementPart({
  agreement,
  daysLeft,
  renewedBy,
}: PictureAgreement): CallerPictureView["agreements"][number] {
  const { id, party, product, kind, status, start, end, yearlyValue, currency } = agreement;
  return {
    ...{ id, party, product, kind, status, start, end: end ?? null, currency },
    ...{ daysLeft: daysLeft ?? null, renewedBy: renewedBy ?? null },
    yearlyValue: yearlyValue ?? null,
  };
}

function talkPart(
  { talkPoints, offers }: KnownCaller,
  locale: Locale,
): Pick<CallerPictureView, "talkPoints" | "mayOffer" | "mayNotOffer"> {
  const offerView = ({ id, name, product, pitch }: Offer) => ({
    ...{ id, name: name[locale], product, pitch: pitch[locale] },
  });
  return {
    talkPoints: talkPoints.map(({ id, name, duty, worth, because, say, agreementId, offer }) => ({
      ...{ id, name: name[locale], duty, worth, because: because[locale], say: say[locale] },
      ...{ agreementId: agreementId ?? null, offer: offer ?? null },
    })),
    mayOffer: offers.may.map(({ offer, because, ground, mind }) => ({
      ...{ offer: offerView(offer), because: because?.[locale] ?? null, ground: ground[locale] },
      mind: mind?.[locale] ?? null,
    })),
    mayNotOffer: offers.mayNot.map(({ offer, why, sentence }) => ({
      ...{ offer: offerView(offer), why, sentence: sentence[locale] },
    })),
  };
}
