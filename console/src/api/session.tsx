import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { get, keep, post, tokens } from './client';
import type { SignIn, User } from './types';

interface Session {
  user: User | null;
  loading: boolean;
  signIn: (login: string, password: string) => Promise<void>;
  changePassword: (current: string, next: string) => Promise<void>;
  signOut: () => void;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>(null);
  const [loading, setLoading] = useState(tokens() !== null);
  const cache = useQueryClient();

  const signOut = useCallback(() => {
    keep(null);
    setUser(null);
    cache.clear();
  }, [cache]);

  useEffect(() => {
    window.addEventListener('workflows:signed-out', signOut);
    return () => window.removeEventListener('workflows:signed-out', signOut);
  }, [signOut]);

  useEffect(() => {
    if (tokens()) {
      get<User>('/api/auth/me')
        .then(setUser, () => undefined)
        .finally(() => setLoading(false));
    }
  }, []);

  const session = useMemo<Session>(() => {
    const accept = (answer: SignIn) => {
      keep(answer);
      setUser(answer.user);
    };
    return {
      user,
      loading,
      signIn: async (login, password) => accept(await post<SignIn>('/api/auth/login', { login, password })),
      changePassword: async (current, next) =>
        accept(await post<SignIn>('/api/auth/password', { current_password: current, new_password: next })),
      signOut,
    };
  }, [user, loading, signOut]);

  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error('useSession needs a SessionProvider above it.');
  }

  return session;
}
