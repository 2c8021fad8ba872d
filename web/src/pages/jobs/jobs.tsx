import { place } from '../../router';
import { JobList } from './list';
import { OneJob } from './job';
import './jobs.css';

export default function Jobs() {
  const name = decodeURIComponent(place.value.path.split('/')[2] ?? '');
  return name ? <OneJob key={name} name={name} /> : <JobList />;
}
