import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { go } from '../../router';
import { session } from '../../session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, Segments } from '../../ui/field';

type Partitions = 'projection' | 'manual' | 'none';

/** The columns that Athena's documentation gives a table of CloudTrail's files. */
const columns = `  eventversion STRING,
  useridentity STRUCT<
    type: STRING,
    principalid: STRING,
    arn: STRING,
    accountid: STRING,
    invokedby: STRING,
    accesskeyid: STRING,
    username: STRING,
    onbehalfof: STRUCT<userid: STRING, identitystorearn: STRING>,
    sessioncontext: STRUCT<
      attributes: STRUCT<mfaauthenticated: STRING, creationdate: STRING>,
      sessionissuer: STRUCT<type: STRING, principalid: STRING, arn: STRING, accountid: STRING, username: STRING>,
      ec2roledelivery: STRING,
      webidfederationdata: STRUCT<federatedprovider: STRING, attributes: MAP<STRING, STRING>>>>,
  eventtime STRING,
  eventsource STRING,
  eventname STRING,
  awsregion STRING,
  sourceipaddress STRING,
  useragent STRING,
  errorcode STRING,
  errormessage STRING,
  requestparameters STRING,
  responseelements STRING,
  additionaleventdata STRING,
  requestid STRING,
  eventid STRING,
  readonly STRING,
  resources ARRAY<STRUCT<arn: STRING, accountid: STRING, type: STRING>>,
  eventtype STRING,
  apiversion STRING,
  recipientaccountid STRING,
  serviceeventdetails STRING,
  sharedeventid STRING,
  vpcendpointid STRING,
  vpcendpointaccountid STRING,
  eventcategory STRING,
  addendum STRUCT<reason: STRING, updatedfields: STRING, originalrequestid: STRING, originaleventid: STRING>,
  sessioncredentialfromconsole STRING,
  edgedevicedetails STRING,
  tlsdetails STRUCT<tlsversion: STRING, ciphersuite: STRING, clientprovidedhostheader: STRING>`;

const quoted = (name: string) => '`' + name.replaceAll('`', '') + '`';

function statement(name: string, bucket: string, account: string, regions: string, since: string, partitions: Partitions): string {
  const root = `${bucket.replace(/\/+$/, '')}/AWSLogs/${account}/CloudTrail`;
  const head = `CREATE EXTERNAL TABLE ${name.split('.').map(quoted).join('.')} (\n${columns}\n)\nCOMMENT 'CloudTrail, ${bucket}'\n`;
  const rest = `ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'\nSTORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'\nOUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'\n`;
  if (partitions === 'none') return `${head}${rest}LOCATION '${root}/'`;
  if (partitions === 'manual') return `${head}PARTITIONED BY (region STRING, year STRING, month STRING, day STRING)\n${rest}LOCATION '${root}/'`;
  return `${head}PARTITIONED BY (region STRING, day STRING)
${rest}LOCATION '${root}/'
TBLPROPERTIES (
  'projection.enabled' = 'true',
  'projection.region.type' = 'enum',
  'projection.region.values' = '${regions.split(/[\s,]+/).filter(Boolean).join(',')}',
  'projection.day.type' = 'date',
  'projection.day.format' = 'yyyy/MM/dd',
  'projection.day.range' = '${since.replaceAll('-', '/')},NOW',
  'projection.day.interval' = '1',
  'projection.day.interval.unit' = 'DAYS',
  'storage.location.template' = '${root}/\${region}/\${day}'
)`;
}

/** Makes the statement of an Athena table over a trail's files, to be edited and run. */
export function CreateTable({ onClose }: { onClose: () => void }) {
  const s = session.value!;
  const [name, setName] = useState('default.cloudtrail_logs');
  const [bucket, setBucket] = useState('s3://');
  const [account, setAccount] = useState(s.accountId === '000000000000' ? '' : s.accountId);
  const [regions, setRegions] = useState('us-east-1,ap-northeast-1,ap-northeast-2');
  const [since, setSince] = useState(new Date(Date.now() - 365 * 86400e3).toISOString().slice(0, 10));
  const [partitions, setPartitions] = useState<Partitions>('projection');
  const [edited, setEdited] = useState<string | null>(null);
  const made = statement(name, bucket, account || '<account>', regions, since, partitions);
  const text = edited ?? made;
  const ready = /^s3:\/\/.+/.test(bucket) && account.trim() !== '';
  return (
    <Dialog
      title={t('events.createTable')}
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" icon="query" disabled={!ready && edited === null} onClick={() => go('/query?sql=' + encodeURIComponent(text) + '&title=' + encodeURIComponent(name))}>
            {t('events.table.open')}
          </Button>
        </>
      }
    >
      <p class="dim">{t('events.table.text')}</p>
      <div class="form-grid">
        <Field label={t('events.table.bucket')} help={t('events.table.bucketHelp')}>{(id) => <input id={id} class="mono" value={bucket} autofocus onInput={(e) => setBucket(e.currentTarget.value.trim())} />}</Field>
        <Field label={t('events.table.account')} help={t('events.table.accountHelp')}>{(id) => <input id={id} class="mono" value={account} onInput={(e) => setAccount(e.currentTarget.value.trim())} />}</Field>
        <Field label={t('events.table.name')}>{(id) => <input id={id} class="mono" value={name} onInput={(e) => setName(e.currentTarget.value.trim())} />}</Field>
        <Field label={t('events.table.partitions')}>
          {() => <Segments label={t('events.table.partitions')} value={partitions} onChange={setPartitions} options={[['projection', t('events.table.projection')], ['manual', t('events.table.manual')], ['none', t('events.table.none')]]} />}
        </Field>
        {partitions === 'projection' && (
          <>
            <Field label={t('events.table.regions')}>{(id) => <input id={id} class="mono" value={regions} onInput={(e) => setRegions(e.currentTarget.value)} />}</Field>
            <Field label={t('events.table.since')}>{(id) => <input id={id} type="date" value={since} onInput={(e) => setSince(e.currentTarget.value)} />}</Field>
          </>
        )}
      </div>
      <Field label={t('events.table.statement')}>{(id) => <textarea id={id} class="mono ddl" spellcheck={false} value={text} onInput={(e) => setEdited(e.currentTarget.value)} />}</Field>
    </Dialog>
  );
}
