import type { Locale } from "@perennial/contract";
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

const KEPT_AS = "perennial-language";

/** Makes the language ready: the one chosen before, that of the address, or the browser's. */
export async function openLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: "sv",
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  document.documentElement.lang = i18next.language;
}

/** The language that is shown, as the API takes it, and how to change it. */
export function useLanguage(): {
  readonly locale: Locale;
  readonly change: (locale: Locale) => void;
} {
  const { i18n } = useTranslation();
  return {
    locale: i18n.language === "en" ? "en" : "sv",
    change: (locale) => {
      keep(locale);
      void i18n.changeLanguage(locale);
    },
  };
}

function firstLanguage(): Locale {
  const asked = new URLSearchParams(window.location.search).get("lang") ?? kept();
  if (asked === "sv" || asked === "en") return asked;
  return navigator.language.toLowerCase().startsWith("sv") ? "sv" : "en";
}

function kept(): string | null {
  try {
    return window.localStorage.getItem(KEPT_AS);
  } catch {
    // A frame may not keep anything; then each time begins with the browser's language.
    return null;
  }
}

function keep(locale: Locale): void {
  try {
    window.localStorage.setItem(KEPT_AS, locale);
  } catch {
    // As above.
  }
}
