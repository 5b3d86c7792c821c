export const language = globalThis.document?.documentElement.lang || "en";
const rules = new Intl.PluralRules(language);

export function count(n: number, forms: { one: string; other: string }): string {
  const form = rules.select(n) === "one" ? forms.one : forms.other;
  return form.replace("#", new Intl.NumberFormat(language).format(n));
}

export const minutes = (n: number): string => count(n, { one: "# minute", other: "# minutes" });
