/** What a service answered when it did not do what was asked. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** What a service said that a person can do something about; else `unreached`, because it did not get there or broke. */
export function said(error: unknown, unreached: string): string {
  return error instanceof Refusal && error.status < 500 && error.message ? error.message : unreached;
}

/** Null where there is no such thing. */
export async function orGone<T>(asked: Promise<T | null>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}

/** Whether the reader still has a session; yes where nobody answers, because then the network is the trouble. */
export async function signedIn(): Promise<boolean> {
  try {
    return (await call<{ signedIn: boolean }>("/session"))?.signedIn !== false;
  } catch {
    return true;
  }
}

/** A call to a service through the gateway. The header tells the gateway that a script of this site asks, not a form of another one. */
export async function call<T>(path: string, method = "GET", body?: unknown, headers: Record<string, string> = {}): Promise<T | null> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "X-CSRF": "1",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 204) return null;
  const text = await response.text();
  const json: unknown = text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : null;
  if (response.ok) return json as T | null;
  const problem = (json ?? {}) as { type?: string; detail?: string; title?: string };
  throw new Refusal(response.status, problem.type?.split("/").pop() ?? "", problem.detail ?? problem.title ?? "");
}
