import { t } from '../../i18n';
import { Page } from '../../ui/page';
export default function Query() {
  return <Page title={t('nav.query')}>{null}</Page>;
}
