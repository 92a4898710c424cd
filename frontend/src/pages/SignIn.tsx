import { useState, type FormEvent } from "react";
import { ApiError } from "../api/client";
import { useAccount } from "../api/me";
import { said } from "../api/use";
import { useWording } from "../i18n/language";

/** Stands in the place of every page until somebody has signed in; the page that was asked for then follows. */
export function SignIn() {
  const { t } = useWording();
  const { signIn } = useAccount();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await signIn(name, password);
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? t.account.wrong : said(error, t.error));
    } finally {
      setBusy(false);
      setPassword("");
    }
  }

  return (
    <main id="content" className="paste">
      <h1>{t.account.signIn}</h1>
      {problem && <p role="alert" className="problem">{problem}</p>}
      <form onSubmit={submit}>
        <label htmlFor="name">{t.account.name}</label>
        <input id="name" autoComplete="username" required dir="auto" value={name} onChange={(e) => setName(e.target.value)} />
        <label htmlFor="password">{t.account.password}</label>
        <input id="password" type="password" autoComplete="current-password" required dir="ltr" value={password} onChange={(e) => setPassword(e.target.value)} />
        <button type="submit" className="primary" disabled={isBusy}>{t.account.signIn}</button>
      </form>
    </main>
  );
}
