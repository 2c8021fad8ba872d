// The types of the JSON API, made by go generate ./docs/gen from internal/console; do not edit.

export interface AccountEntry {
  id: string;
  name: string;
  configured?: boolean;
}

export interface AccountFile {
  /** CSV of IDs and names, or what aws organizations list-accounts prints; empty to have none */
  text: string;
}

export interface AccountNames {
  accounts: AccountEntry[];
}

export interface AlertEvent {
  id: string;
  rule: string;
  time: string;
  /** firing or resolved; absent where an evaluation failed */
  state?: string;
  labels?: Record<string, string>;
  /** rows that were new */
  rows: number;
  value?: string;
  title: string;
  text?: string;
  columns?: string[];
  sample?: string[][];
  /** who was told */
  notifiers?: string[];
  /** the silence that kept its message back */
  silence?: string;
  error?: string;
  hidden?: boolean;
}

export interface AlertEvents {
  events: AlertEvent[];
}

export interface AlertGroup {
  labels?: Record<string, string>;
  state: string;
  since: string;
  fired?: string;
  seen: string;
  sent?: string;
  messages: number;
  rows: number;
  value?: string;
  silence?: string;
}

export interface AlertMessage {
  time: string;
  state: string;
  severity?: string;
  title: string;
  text?: string;
  labels?: Record<string, string>;
  columns?: string[];
  rows?: string[][];
  /** rows beyond those */
  more?: number;
}

export interface AlertRule {
  name: string;
  /** by language */
  title?: Record<string, string>;
  description?: Record<string, string>;
  reference?: string;
  /** critical, high, medium, low or info */
  severity: string;
  schedule: string;
  timeZone?: string;
  builtIn: boolean;
  enabled: boolean;
  /** inactive, pending or firing */
  state: string;
  /** groups that fire */
  firing: number;
  /** a silence matches it now */
  silenced: boolean;
  /** parameters that have to be given before it is evaluated */
  needs?: string[];
  /** the time that the last evaluation was about */
  evaluated?: string;
  /** milliseconds */
  took?: number;
  next?: string;
  /** why the last evaluation failed */
  error?: string;
  /** it failed because there are no logs of its kind yet */
  noLogs?: boolean;
  sql?: string;
  parameters?: Record<string, string>;
  threshold?: string;
  groupBy?: string[];
  labels?: Record<string, string>;
  notifiers?: string[];
  window?: string;
  delay?: string;
  for?: string;
  keepFiringFor?: string;
  maxAge?: string;
  groupInterval?: string;
  repeatInterval?: string;
  sendResolved?: boolean;
  /** the key with whose rights it runs */
  as?: string;
  /** the template */
  message?: string;
  /** its file */
  path?: string;
  groups?: AlertGroup[];
  hidden?: boolean;
}

export interface AlertRules {
  rules: AlertRule[];
  faults: string[];
}

export interface AlertSilence {
  id: string;
  /** of all rules where it is absent */
  rule?: string;
  /** that a group has to have, all of them */
  labels?: Record<string, string>;
  starts: string;
  ends: string;
  /** the key's name */
  by?: string;
  comment?: string;
  created: string;
}

export interface AlertSilences {
  silences: AlertSilence[];
}

export interface AlertTest {
  messages: AlertMessage[];
  evaluations: number;
}

export interface Analysis {
  columns: Column[];
  notes: Note[];
  error?: Failure;
}

export interface Arrivals {
  store: string;
  newest?: string;
  /** those with events of the 90 days up to the newest one, oldest first */
  days: DayCount[];
  /** the last 48 hours up to the newest event, oldest first */
  hours: string[];
  /** accounts and regions of the last 14 days up to the newest event */
  places: Place[];
}

export interface Backfilling {
  done: number;
  failed: number;
  of: number;
}

export interface Bucket {
  /** its beginning */
  time: string;
  events: number;
  errors: number;
}

export interface Column {
  name: string;
  /** Trino's name of it */
  type: string;
}

export interface Condition {
  /** eventName, eventSource, userName, accessKeyId, resourceName, resourceType, readOnly, eventId and others */
  field: string;
  /** is (by default), not, contains, starts, absent or present */
  op?: string;
  value?: string;
}

export interface Created {
  id: string;
}

export interface Credential {
  /** access key ID, with its secret */
  id?: string;
  /** secret access key */
  secret?: string;
  /** a key's bearer token */
  token?: string;
  /** what stands behind #link= in the link that tarn up prints */
  link?: string;
}

export interface Dashboard {
  name: string;
  /** by language */
  title: Record<string, string>;
  description?: Record<string, string>;
  /** where nobody chose another: 24h, 30d, 12mo */
  range: string;
  /** how old an answer may be that is shown again, as in 15m0s */
  refresh: string;
  as?: string;
  schedule?: DashboardSchedule;
  report?: DashboardReport;
  protected?: boolean;
  filters?: DashboardFilter[];
  panels: DashboardPanel[];
  builtIn: boolean;
  /** its file */
  text: string;
}

export interface DashboardChart {
  type: string;
  x?: string;
  y?: string[];
  series?: string;
  source?: string;
  target?: string;
  unit?: string;
  compare?: boolean;
  better?: string;
}

export interface DashboardFilter {
  name: string;
  title: Record<string, string>;
  default: unknown;
  /** gives values to choose from */
  sql?: string;
  values?: unknown[];
}

export interface DashboardList {
  dashboards: DashboardName[];
  faults: string[];
}

export interface DashboardName {
  name: string;
  /** by language */
  title: Record<string, string>;
  description?: Record<string, string>;
  panels: number;
  builtIn: boolean;
}

export interface DashboardPanel {
  name: string;
  title: Record<string, string>;
  description?: Record<string, string>;
  sql: string;
  parameters?: string[];
  chart: DashboardChart;
  view?: Record<string, string>;
  /** in twelfths */
  width: number;
  /** in rows */
  height: number;
  drill?: string;
}

export interface DashboardParts {
  text?: string;
  name?: string;
  title?: Record<string, string>;
  description?: Record<string, string>;
  range?: string;
  filters?: DashboardFilter[];
  panels?: DashboardPanel[];
}

export interface DashboardReport {
  schedule: string;
  timeZone?: string;
  notifiers: string[];
  language?: string;
  range?: string;
  filters?: Record<string, string>;
  panels?: string[];
}

export interface DashboardSchedule {
  every: string;
  at?: string;
  off?: boolean;
}

export interface DayCount {
  day: string;
  events: number;
  /** events with an error code */
  errors: number;
}

export interface Delivery {
  id: string;
  notifier: string;
  rule?: string;
  title: string;
  /** waiting or failed */
  progress: string;
  created: string;
  /** when it is tried next */
  due?: string;
  attempts: number;
  error?: string;
}

export interface Disk {
  free: number;
  size: number;
  folders: FolderSize[];
}

export interface Event {
  id: string;
  time: string;
  name: string;
  source: string;
  userName?: string;
  userType?: string;
  userArn?: string;
  accessKeyId?: string;
  /** the access key that the call issued */
  issuedKeyId?: string;
  address?: string;
  userAgent?: string;
  region: string;
  account: string;
  errorCode?: string;
  errorMessage?: string;
  readOnly: boolean;
  type?: string;
  category?: string;
  /** names, with commas */
  resources?: string;
  requestId?: string;
}

export interface Events {
  store: string;
  events: Event[];
  next?: string;
  sql: string;
}

export interface Execution {
  id: string;
  sql: string;
  parameters?: string[];
  database?: string;
  /** the API that it came through */
  face: string;
  /** QUEUED, RUNNING, FINISHED, FAILED, CANCELLED or TIMED_OUT */
  state: string;
  submitted: string;
  queued: number;
  took: number;
  columns: Column[];
  rows: number;
  /** read from data files */
  bytes: number;
  /** rows of those files */
  read: number;
  files: number;
  /** of the tables; those that cannot hold an answer are left out */
  allFiles: number;
  fraction: number;
  /** what is made ready before the statement itself runs */
  doing?: string;
  written?: string[];
  notes?: Note[];
  error?: Failure;
}

export interface Failure {
  code: string;
  message: string;
  hint?: string;
  line?: number;
  column?: number;
  from?: number;
  to?: number;
  text?: string;
  incomplete?: boolean;
}

export interface FolderSize {
  name: string;
  bytes: number;
}

export interface Function {
  name: string;
  group: string;
  signatures: string[];
  doc?: string;
}

export interface Functions {
  functions: Function[];
}

export interface Histogram {
  seconds: number;
  /** those that have events, oldest first */
  buckets: Bucket[];
  total: number;
}

export interface History {
  executions: Execution[];
  /** what after is for the next page */
  next?: string;
}

export interface Job {
  name: string;
  description?: Record<string, string>;
  /** cron(…) or rate(…); absent for one that runs on demand */
  schedule?: string;
  timeZone: string;
  target?: string;
  builtIn: boolean;
  /** its schedule is followed */
  enabled: boolean;
  next?: string;
  last?: JobRun;
  backfilling?: Backfilling;
  sql?: string;
  before?: string[];
  partitionBy?: string[];
  mode?: string;
  dependsOn?: string[];
  export?: string;
  /** its file */
  path?: string;
  /** the first day */
  startDate?: string;
  /** milliseconds from an interval's end to its run */
  delay?: number;
  /** intervals that were missed are run */
  catchUp?: boolean;
  retries?: number;
  parameters?: Record<string, string>;
  /** the end of the last interval that the schedule has done */
  bookmark?: string;
  /** runs leave the bookmark where it is */
  paused?: boolean;
}

export interface JobDay {
  day: string;
  /** done, failed, running, partly (some intervals are done, none failed), missing (between the first run or start_date and now), open (before that) or future; none where no interval begins */
  state: string;
  of: number;
  done: number;
  failed: number;
  rows: number;
}

export interface JobDays {
  days: JobDay[];
}

export interface JobList {
  jobs: Job[];
  faults: string[];
}

export interface JobRun {
  id: string;
  start: string;
  end: string;
  /** of the interval's beginning, in the job's time zone */
  day: string;
  state: string;
  by: string;
  attempt: number;
  begun: string;
  /** milliseconds */
  took: number;
  rows: number;
  bytes: number;
  partitions?: string[];
  /** IDs of the statements that it ran */
  queries?: string[];
  error?: string;
}

export interface JobRuns {
  runs: JobRun[];
}

export interface Note {
  from: number;
  to: number;
  text: string;
}

export interface NotifierFigures {
  name: string;
  /** slack, webhook, email, sns or eventbridge */
  kind: string;
  waiting: number;
  sent: number;
  failed: number;
  /** when it last took one */
  last?: string;
}

export interface Notifiers {
  notifiers: NotifierFigures[];
  failed: Delivery[];
}

export interface Origin {
  object: string;
  version?: string;
  etag?: string;
  sha256: string;
  /** from 0 */
  record: number;
  ingested: string;
}

export interface Overview {
  stores: StoreFigures[];
  databases: number;
  tables: number;
  queued: number;
  running: number;
  disk: Disk;
}

export interface PanelAnswer {
  missing?: string;
  execution: string;
  /** the statement, with the values in it */
  sql: string;
  columns: Column[];
  rows: ((string | null)[])[];
  /** those of the time before */
  before?: ((string | null)[])[];
  /** there are rows beyond these */
  more?: boolean;
  from: string;
  to: string;
  /** when it was asked */
  at: string;
}

export interface Place {
  account: string;
  /** empty of an account that is expected, and that no region is known of */
  region: string;
  newest?: string;
  arrived?: string;
  events: number[];
  expected?: boolean;
  gap: boolean;
}

export interface Retried {
  messages: number;
}

export interface Rows {
  columns: Column[];
  from: number;
  rows: ((string | null)[])[];
  total: number;
}

export interface RuleStatement {
  sql: string;
}

export interface Sample {
  id: string;
  kind: string;
  name: Record<string, string>;
  description: Record<string, string>;
  tags: string[];
  sql: string;
  ready: boolean;
}

export interface Samples {
  samples: Sample[];
}

export interface SaveInput {
  name: string;
  description?: string;
  /** default by default */
  database?: string;
  sql: string;
}

export interface Saved {
  queries: SavedQuery[];
}

export interface SavedQuery {
  id: string;
  name: string;
  description?: string;
  database: string;
  sql: string;
}

export interface Schema {
  catalog: string;
  name: string;
  tables: TableName[];
}

export interface Search {
  /** name or ID; the largest one of CloudTrail by default */
  store?: string;
  from?: string;
  to?: string;
  /** all of them hold */
  filters?: Condition[];
  text?: string;
  reads?: boolean;
  /** at most 500; 50 by default */
  limit?: number;
  /** next of the page before */
  after?: string;
}

export interface Session {
  key: SessionKey;
  version: string;
  demo: boolean;
  accountId: string;
  region: string;
}

export interface SessionKey {
  id: string;
  name: string;
  role: string;
  may: string[];
  limited: boolean;
}

export interface Start {
  sql: string;
  parameters?: string[];
  /** what names without one mean; default by default */
  database?: string;
}

export interface StoreFigures {
  id: string;
  name: string;
  /** cloudtrail, activity, or a log format */
  kind: string;
  status: string;
  builtIn: boolean;
  /** source objects that were read */
  objects: number;
  events: number;
  /** objects and records that could not be read */
  quarantine: number;
  retentionDays: number;
  /** termination protection */
  protected: boolean;
  created: string;
  /** when a store that waits for its deletion goes for good */
  deleteAfter?: string;
  /** it holds events, as CloudTrail Lake's stores do, not a log format's records */
  ofEvents: boolean;
}

export interface Table {
  schema: string;
  name: string;
  view: boolean;
  columns: TableColumn[];
}

export interface TableColumn {
  name: string;
  /** Trino's name of it */
  type: string;
  doc?: string;
  /** not part of SELECT * */
  hidden?: boolean;
}

export interface TableName {
  name: string;
  /** store, log, table, view or system */
  kind: string;
  sql: string;
  store?: string;
}

export interface Tables {
  schemas: Schema[];
}

export interface Values {
  values: string[];
}

export interface WholeEvent {
  store: string;
  json: string;
  origin: Origin;
  issuedKeyId?: string;
}
