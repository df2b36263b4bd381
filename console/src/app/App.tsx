import { Center, Loader } from '@mantine/core';
import { Navigate, Route, Routes } from 'react-router';
import { useSession } from '../api/session';
import { DefinitionPage } from '../pages/definitions/DefinitionPage';
import { Definitions } from '../pages/definitions/Definitions';
import { EditorPage } from '../pages/definitions/EditorPage';
import { StudioList } from '../pages/definitions/StudioList';
import { Operations } from '../pages/operations/Operations';
import { SchedulePage } from '../pages/operations/SchedulePage';
import { DiagramPage } from '../pages/processes/DiagramPage';
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
            <Route path="definitions" element={<Definitions />} />
            <Route path="definitions/studio" element={<StudioList screen="definitions" />} />
            <Route path="definitions/:id" element={<DefinitionPage />} />
            <Route path="definitions/:id/edit" element={<EditorPage />} />
            <Route path="processes" element={<Processes />} />
            <Route path="processes/studio" element={<StudioList screen="instances" />} />
            <Route path="processes/:id" element={<ProcessPage />} />
            <Route path="processes/:id/diagram" element={<DiagramPage />} />
            <Route path="operations" element={<Operations />} />
            <Route path="operations/schedules/:id" element={<SchedulePage />} />
            <Route path="operations/:tab" element={<Operations />} />
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
