import { useState, type FormEvent } from "react";
import { send } from "../api/client";
import type { AuditEntry, Role, User } from "../api/types";
import { said, useApi } from "../api/use";
import { useWording } from "../i18n/language";

/** Accounts and the log of who did what. */
export function Admin() {
  const { t, date } = useWording();
  const { data: users, problem, reload } = useApi<User[]>("/users");
  const { data: audit } = useApi<{ items: AuditEntry[]; next: string | null }>("/audit?limit=100");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("coder");
  const [refused, setRefused] = useState<string | null>(null);

  async function change(request: Promise<unknown>) {
    setRefused(null);
    try {
      await request;
      reload();
    } catch (error) {
      setRefused(said(error, t.error));
    }
  }
  const add = (event: FormEvent) => {
    event.preventDefault();
    void change(send("POST", "/users", { name, password, role })).then(() => setPassword(""));
  };

  return (
    <main id="content" className="admin">
      <h1>{t.account.accounts}</h1>
      {(problem ?? refused) && <p role="alert" className="problem">{problem ?? refused}</p>}
      <table className="claims">
        <thead><tr><th scope="col">{t.account.name}</th><th scope="col">{t.account.role}</th><th scope="col" /></tr></thead>
        <tbody>
          {users?.map((user) => (
            <tr key={user.name}>
              <th scope="row"><bdi>{user.name}</bdi></th>
              <td>
                <select aria-label={`${t.account.role}: ${user.name}`} value={user.role} onChange={(e) => void change(send("PUT", `/users/${encodeURIComponent(user.name)}`, { role: e.target.value }))}>
                  {(Object.entries(t.account.roles) as [Role, string][]).map(([one, words]) => <option key={one} value={one}>{words}</option>)}
                </select>
              </td>
              <td>
                <button type="button" onClick={() => void change(send("PUT", `/users/${encodeURIComponent(user.name)}`, { is_disabled: !user.is_disabled }))}>
                  {user.is_disabled ? t.account.enable : t.account.disable}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form className="editor" onSubmit={add}>
        <label>{t.account.name} <input required maxLength={80} dir="auto" value={name} onChange={(e) => setName(e.target.value)} /></label>
        <label>{t.account.password} <input required type="password" autoComplete="new-password" minLength={10} dir="ltr" value={password} onChange={(e) => setPassword(e.target.value)} /></label>
        <label>{t.account.role}{" "}
          <select value={role} onChange={(e) => setRole(e.target.value as Role)}>
            {(Object.entries(t.account.roles) as [Role, string][]).map(([one, words]) => <option key={one} value={one}>{words}</option>)}
          </select>
        </label>
        <button type="submit" className="primary">{t.account.add}</button>
      </form>
      <h2>{t.account.audit}</h2>
      <ol className="history">
        {audit?.items.map((entry) => (
          <li key={entry.id}><small>{date(entry.at.slice(0, 10))} <bdi dir="ltr">{entry.at.slice(11, 19)}</bdi></small> <bdi>{entry.who}</bdi> — <code>{entry.action}</code> <bdi dir="ltr">{entry.subject}</bdi> {entry.detail}</li>
        ))}
      </ol>
    </main>
  );
}
