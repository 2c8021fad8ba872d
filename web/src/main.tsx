import { render } from 'preact';
import { App, startPage } from './app';
import { startLanguage } from './i18n';
import { startAccounts } from './accounts';
import { startSession } from './session';
import { startRouter } from './router';
import { startTheme } from './theme';
import './styles/base.css';
import './styles/ui.css';
import './styles/layout.css';

startTheme();
startRouter();
startAccounts();
startPage();
await Promise.all([startLanguage(), startSession()]);
render(<App />, document.getElementById('app')!);
