// Builds the article a form describes, from the names of its fields alone, so that a new field needs no change here.

export type Json = string | boolean | null | Json[] | { [key: string]: Json };

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** "infobox[2].values" is a place in the document as well as a name in the form. */
function steps(name: string): string[] {
  return name.replace(/\[(\d*)\]/g, ".$1").split(".").filter((step) => step !== "").map((step) => (/^\d+$/.test(step) ? step : lower(step)));
}

function put(into: { [key: string]: Json }, path: string[], value: Json): void {
  let at: { [key: string]: Json } | Json[] = into;
  path.forEach((step, index) => {
    const target = at as { [key: string]: Json };
    if (index === path.length - 1) target[step] = value;
    else at = (target[step] ??= /^\d+$/.test(path[index + 1]!) ? [] : {}) as { [key: string]: Json } | Json[];
  });
}

/** What a field holds: a list where it says one thing a line, JSON where it says so, nothing where it is empty. */
function valueOf(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): Json {
  const { value } = field;
  if (field.dataset["kind"] === "lines") return value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (field.dataset["kind"] === "json") return value.trim() ? (JSON.parse(value) as Json) : null;
  return value === "" ? null : value;
}

/** Rows that were added and left empty, and holes that a removed row left behind, are no part of the article. */
function tidy(value: Json): Json {
  if (Array.isArray(value)) return [...value].map((one) => tidy(one ?? null)).filter((one) => one !== null);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).map(([key, one]) => [key, tidy(one)] as const).filter(([, one]) => one !== null);
  // An empty list alone says nothing either, as in a row of the infobox that nobody touched.
  return kept.some(([, one]) => !Array.isArray(one) || one.length > 0) ? Object.fromEntries(kept) : null;
}

/** Null while a field that holds JSON is half written. */
export function documentOf(form: HTMLFormElement, prefix = ""): { [key: string]: Json } | null {
  const whole: { [key: string]: Json } = {};
  try {
    for (const field of form.elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
      // Fields of the framework and the anti-forgery token begin with an underscore.
      if (!field.name || field.name.startsWith("_") || field.type === "submit" || field.type === "file") continue;
      if ((field.type === "checkbox" || field.type === "radio") && !(field as HTMLInputElement).checked) continue;
      const name = prefix && field.name.startsWith(`${prefix}.`) ? field.name.slice(prefix.length + 1) : field.name;
      put(whole, steps(name), valueOf(field));
    }
  } catch {
    return null;
  }
  return (tidy(whole) ?? {}) as { [key: string]: Json };
}
