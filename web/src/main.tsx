import { render } from 'preact';
import { App } from './app';
import { startLanguage } from './i18n';
import { startSession } from './session';
import { startRouter } from './router';
import { startTheme } from './theme';
import './styles/base.css';
import './styles/ui.css';
import './styles/layout.css';

startTheme();
startRouter();
await Promise.all([startLanguage(), startSession()]);
render(<App />, document.getElementById('app')!);
