import { useCallback, useEffect, useState } from "react";
import { useWording } from "../i18n/language";
import type { Messages } from "../i18n/ar";
import { ApiError, get } from "./client";

export interface Loaded<T> { data: T | null; problem: string | null; reload: () => void }

/** What stands at a path of the API; asked again when the path changes or on `reload`. */
export function useApi<T>(path: string | null): Loaded<T> {
  const { t } = useWording();
  const words = t.error;
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ path: string | null; data: T | null; problem: string | null }>({ path, data: null, problem: null });
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    get<T>(path, stop.signal)
      .then((data) => setState({ path, data, problem: null }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setState((now) => ({ path, data: now.path === path ? now.data : null, problem: said(error, words) }));
      });
    return () => stop.abort();
  }, [path, round, words]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const isCurrent = state.path === path;
  return { data: isCurrent ? state.data : null, problem: isCurrent ? state.problem : null, reload };
}

/** A failure in words for the reader: the language's own where it has some, else what the API says. */
export function said(error: unknown, words: Messages["error"]): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.status === 0) return words.network;
  const own = words[error.code];
  if (!own) return error.message;
  // A value that is refused: what is wrong with it is said by the API only.
  return error.code === "invalid" || error.code === "bad_request" ? `${own}: \u2068${error.message}\u2069` : own;
}
