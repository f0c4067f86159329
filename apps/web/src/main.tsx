import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import './ui/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createQueryClient } from './platform/query-client.ts';
import { createAppRouter } from './routes/router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const queryClient = createQueryClient();
createRoot(root).render(<App router={createAppRouter(queryClient)} queryClient={queryClient} />);
