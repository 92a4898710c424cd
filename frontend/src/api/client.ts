/** What the API says when it refuses, or "network" when it can't be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly field: string | undefined;
  readonly code: string;

  constructor(status: number, message: string, field?: string, code = "") {
    super(message);
    this.status = status;
    this.field = field;
    this.code = code;
  }
}

let csrf = "";

/** The token that every change sends along; the session gives a new one. */
export function setCsrf(token: string): void {
  csrf = token;
}

interface ErrorBody { error?: { code?: string; message?: string; field?: string } }

async function answer<T>(request: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await request;
  } catch {
    throw new ApiError(0, "network");
  }
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as ErrorBody;
    throw new ApiError(response.status, body.error?.message ?? response.statusText, body.error?.field, body.error?.code);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(fetch(`/api/v1${path}`, signal ? { signal } : {}));
}

export function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  return answer<T>(fetch(`/api/v1${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) }));
}
