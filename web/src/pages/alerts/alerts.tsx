import { place } from '../../router';
import { AlertList } from './list';
import { OneRule } from './rule';
import './alerts.css';

export default function Alerts() {
  const name = decodeURIComponent(place.value.path.split('/')[2] ?? '');
  return name ? <OneRule key={name} name={name} /> : <AlertList />;
}
