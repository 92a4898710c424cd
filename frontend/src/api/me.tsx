import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { get, send, setCsrf } from "./client";
import type { Me, Role } from "./types";

const ORDER: Role[] = ["viewer", "coder", "reviewer", "admin"];

interface Account {
  me: Me | null;
  may: (role: Role) => boolean;
  signIn: (name: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
}

const Context = createContext<Account | null>(null);

export function AccountProvider({ children }: { children: ReactNode }) {
  const [me, setMe] = useState<Me | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    get<Me>("/me", stop.signal).then(take).catch(() => undefined); // pages say themselves what they can't load
    return () => stop.abort();
  }, []);
  function take(now: Me) {
    setCsrf(now.csrf);
    setMe(now);
  }
  const account = useMemo<Account>(() => ({
    me,
    may: (role) => !!me?.user && ORDER.indexOf(me.user.role) >= ORDER.indexOf(role),
    signIn: async (name, password) => take(await send<Me>("POST", "/session", { name, password })),
    signOut: async () => take(await send<Me>("DELETE", "/session")),
  }), [me]);
  return <Context value={account}>{children}</Context>;
}

export function useAccount(): Account {
  const account = useContext(Context);
  if (!account) throw new Error("useAccount outside of AccountProvider");
  return account;
}
