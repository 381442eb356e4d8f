// Words by language, numbers and dates by the same. A message may have a form for each plural category.
import { fresh } from '../api/client';
import en from './messages/en.json';

export const languages = { en: 'English', fr: 'Français', de: 'Deutsch', it: 'Italiano', ru: 'Русский', es: 'Español' };
export type Language = keyof typeof languages;
export type Key = keyof typeof en;
type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Messages = Record<string, Message>;

const others: Record<string, () => Promise<{ default: Messages }>> = {
  fr: () => import('./messages/fr.json'),
  de: () => import('./messages/de.json'),
  it: () => import('./messages/it.json'),
  ru: () => import('./messages/ru.json'),
  es: () => import('./messages/es.json'),
};

function preferred(): Language {
  const stored = localStorage.getItem('language');
  const wanted = [stored, ...navigator.languages.map(tag => tag.slice(0, 2))];
  return (wanted.find(tag => tag && tag in languages) ?? 'en') as Language;
}

export const words = $state<{ language: Language; locale: string; messages: Messages }>({ language: 'en', locale: 'en', messages: en as Messages });
const countries = $state<{ iso2: Record<string, string>; names: Record<string, string>; parts: Record<string, string> }>({
  iso2: {},
  names: {},
  parts: {},
});

export async function speak(language: Language, remember = true): Promise<void> {
  words.messages = language === 'en' ? (en as Messages) : (await others[language]!()).default;
  words.language = language;
  words.locale = navigator.languages.find(tag => tag.startsWith(language)) ?? language;
  document.documentElement.lang = language;
  if (remember) localStorage.setItem('language', language);
}

export async function begin(): Promise<void> {
  const [, list] = await Promise.all([speak(preferred(), false), fresh('/api/countries')]);
  for (const country of list.countries) {
    countries.names[country.iso3] = country.name;
    if (country.iso2) countries.iso2[country.iso3] = country.iso2;
    if (country.part) countries.parts[country.iso3] = country.part;
  }
}

/** The message in the chosen language, {names} replaced; `count` chooses the plural form. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const message: Message = words.messages[key] ?? (en as Messages)[key] ?? key;
  let text: string;
  if (typeof message === 'string') {
    text = message;
  } else {
    const category = new Intl.PluralRules(words.language).select(Number(values.count ?? 0));
    text = message[category] ?? message.other ?? key;
  }
  return text.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name];
    return value === undefined ? all : typeof value === 'number' ? number(value) : value;
  });
}

/** A key made of parts, such as the code of a sector; the last part itself where there is none. */
export function named(prefix: string, code: string): string {
  const key = `${prefix}.${code}` as Key;
  return key in en ? t(key) : code;
}

/** What the case says in English, in the chosen language where the page knows these very words. */
export function translated(prefix: string, code: string, english: string): { text: string; language: string } {
  const key = `${prefix}.${code}` as Key;
  return (en as Messages)[key] === english ? { text: t(key), language: words.language } : { text: english, language: 'en' };
}

export const number = (value: number | null, digits = 0): string =>
  value === null ? t('unknown') : new Intl.NumberFormat(words.locale, { maximumFractionDigits: digits }).format(value);

/** To as many digits as a figure of this kind can carry. */
export const rounded = (value: number, digits = 2): string =>
  new Intl.NumberFormat(words.locale, { maximumSignificantDigits: value >= 100 ? digits : Math.min(2, digits) }).format(value);

export const percent = (value: number | null, digits?: number): string => {
  if (value === null) return t('unknown');
  const size = Math.abs(value);
  if (digits === undefined && size > 0 && size < 0.001) return t('under', { value: percent(0.001) });
  const wanted = digits ?? (size < 0.1 ? 1 : 0);
  return new Intl.NumberFormat(words.locale, { style: 'percent', maximumFractionDigits: wanted }).format(value);
};

export const dollars = (value: number | null, exact = false): string =>
  value === null
    ? t('unknown')
    : new Intl.NumberFormat(words.locale, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'code',
        notation: exact || Math.abs(value) < 1e5 ? 'standard' : 'compact',
        maximumFractionDigits: exact || Math.abs(value) < 1e5 ? 0 : 1,
      }).format(value);

export const day = (iso: string): string => {
  const date = new Date(iso);
  return Number.isNaN(date.valueOf()) ? iso : new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium' }).format(date);
};

export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export function country(iso3: string | null): string {
  if (!iso3 || iso3 === 'UNK') return t('country.unknown');
  const iso2 = countries.iso2[iso3];
  const local = iso2 ? new Intl.DisplayNames([words.language], { type: 'region', fallback: 'none' }).of(iso2) : undefined;
  return local ?? countries.names[iso3] ?? iso3;
}

export const sector = (code: string): string => named('sector', code);
export const part = (name: string): string => named('part', name.toLowerCase().replaceAll(' ', '_'));
export const allCountries = (): string[] => Object.keys(countries.names);
