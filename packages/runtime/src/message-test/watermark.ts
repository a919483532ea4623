import type { Locale, SendEmail, SendSms } from "@perennial/contract";

/** What every message that is sent for a look begins with, in all languages. */
export const TEST_MARK = "TEST";

const MEANS: Readonly<Record<Locale, string>> = {
  sv: "Det här är ett test. Ingen kund har fått det.",
  en: "This is a test. No customer has got it.",
};

/** Marks a text message as a test. */
export function markedSms(text: string): Pick<SendSms, "text"> {
  return { text: `${TEST_MARK}: ${text}` };
}

/** Marks an e-mail as a test: in its subject, its plain text and its formatted body. */
export function markedEmail(
  { subject, text, html }: Pick<SendEmail, "subject" | "text" | "html">,
  locale: Locale,
): Pick<SendEmail, "subject" | "text" | "html"> {
  const words = `${TEST_MARK} · ${MEANS[locale]}`;
  return {
    subject: `[${TEST_MARK}] ${subject}`,
    text: `${words}\n\n${text}`,
    ...(html !== undefined && { html: withBanner(html, words) }),
  };
}

function withBanner(html: string, words: string): string {
  const banner = `<div style="padding:12px 24px;background:#fdf1d3;color:#3d2c00;font:bold 14px/1.4 Arial,Helvetica,sans-serif;text-align:center">${words}</div>`;
  const body = /<body\b[^>]*>/i.exec(html);
  if (!body) return banner + html;
  const at = body.index + body[0].length;
  return html.slice(0, at) + banner + html.slice(at);
}
