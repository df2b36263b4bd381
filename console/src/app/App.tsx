import { Center, Loader } from '@mantine/core';
import { Navigate, Route, Routes } from 'react-router';
import { useSession } from '../api/session';
import { ChangePassword } from '../pages/ChangePassword';
import { MailPage } from '../pages/mails/MailPage';
import { Mails } from '../pages/mails/Mails';
import { NotFound } from '../pages/NotFound';
import { ProcessPage } from '../pages/processes/ProcessPage';
import { Processes } from '../pages/processes/Processes';
import { SignInPage } from '../pages/SignInPage';
import { TemplatePage } from '../pages/templates/TemplatePage';
import { Templates } from '../pages/templates/Templates';
import { TicketPage } from '../pages/tickets/TicketPage';
import { Tickets } from '../pages/tickets/Tickets';
import { Shell } from './Shell';

export function App() {
  const { user, loading } = useSession();
  if (loading) {
    return (
      <Center h="100vh">
        <Loader aria-label="Loading" />
      </Center>
    );
  }

  if (!user) {
    return <SignInPage />;
  }

  if (user.must_change_password) {
    return <ChangePassword />;
  }

  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/tickets" replace />} />
        <Route path="tickets" element={<Tickets />} />
        <Route path="tickets/:id" element={<TicketPage />} />
        {user.role !== 'portal' && (
          <>
            <Route path="processes" element={<Processes />} />
            <Route path="processes/:id" element={<ProcessPage />} />
            <Route path="mails" element={<Mails />} />
            <Route path="mails/:id" element={<MailPage />} />
            <Route path="templates" element={<Templates />} />
            <Route path="templates/:module/:name" element={<TemplatePage />} />
          </>
        )}
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
