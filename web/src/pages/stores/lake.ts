import { api } from '../../api/client';

// What CloudTrail's API says of stores and imports.
export interface FieldSelector {
  Field: string;
  Equals?: string[];
  NotEquals?: string[];
  StartsWith?: string[];
  NotStartsWith?: string[];
  EndsWith?: string[];
  NotEndsWith?: string[];
}
export interface Selector {
  Name?: string;
  FieldSelectors: FieldSelector[];
}
export interface Store {
  EventDataStoreArn: string;
  Name: string;
  Status: string;
  AdvancedEventSelectors?: Selector[];
  MultiRegionEnabled?: boolean;
  OrganizationEnabled?: boolean;
  RetentionPeriod?: number;
  TerminationProtectionEnabled?: boolean;
  BillingMode?: string;
  CreatedTimestamp?: number;
  UpdatedTimestamp?: number;
}
export interface Tag {
  Key: string;
  Value?: string;
}
export interface Import {
  ImportId: string;
  ImportStatus: string;
  Destinations?: string[];
  ImportSource?: { S3: { S3LocationUri: string } };
  ImportStatistics?: { EventsCompleted?: number; FailedEntries?: number; FilesCompleted?: number; PrefixesCompleted?: number; PrefixesFound?: number };
  StartEventTime?: number;
  EndEventTime?: number;
  CreatedTimestamp?: number;
  UpdatedTimestamp?: number;
}
export interface ImportFailure {
  ErrorMessage?: string;
  ErrorType?: string;
  LastUpdatedTime?: number;
  Location?: string;
  Status?: string;
}

const call = <T>(operation: string, body: unknown = {}) => api.aws<T>('cloudtrail', operation, body);

export const lake = {
  store: (id: string) => call<Store>('GetEventDataStore', { EventDataStore: id }),
  create: (body: object) => call<Store>('CreateEventDataStore', body),
  update: (id: string, body: object) => call<Store>('UpdateEventDataStore', { EventDataStore: id, ...body }),
  remove: (id: string) => call<unknown>('DeleteEventDataStore', { EventDataStore: id }),
  restore: (id: string) => call<unknown>('RestoreEventDataStore', { EventDataStore: id }),
  start: (id: string) => call<unknown>('StartEventDataStoreIngestion', { EventDataStore: id }),
  stop: (id: string) => call<unknown>('StopEventDataStoreIngestion', { EventDataStore: id }),
  tags: (arn: string) => call<{ ResourceTagList: { TagsList?: Tag[] }[] }>('ListTags', { ResourceIdList: [arn] }).then((x) => x.ResourceTagList[0]?.TagsList ?? []),
  addTags: (arn: string, tags: Tag[]) => call<unknown>('AddTags', { ResourceId: arn, TagsList: tags }),
  removeTags: (arn: string, tags: Tag[]) => call<unknown>('RemoveTags', { ResourceId: arn, TagsList: tags }),
  imports: async (arn: string): Promise<Import[]> => {
    const { Imports } = await call<{ Imports?: { ImportId: string }[] }>('ListImports', { Destination: arn, MaxResults: 20 });
    return Promise.all((Imports ?? []).map((i) => call<Import>('GetImport', { ImportId: i.ImportId })));
  },
  failures: (id: string) => call<{ Failures?: ImportFailure[] }>('ListImportFailures', { ImportId: id, MaxResults: 50 }).then((x) => x.Failures ?? []),
  startImport: (body: object) => call<Import>('StartImport', body),
  stopImport: (id: string) => call<unknown>('StopImport', { ImportId: id }),
};

/** What a selector says, in a line: field = value, …. */
export function told(f: FieldSelector): string {
  const ops: [keyof FieldSelector, string][] = [['Equals', '='], ['NotEquals', '≠'], ['StartsWith', '^='], ['NotStartsWith', '!^='], ['EndsWith', '$='], ['NotEndsWith', '!$=']];
  return ops.flatMap(([k, op]) => (f[k] ? [`${f.Field} ${op} ${(f[k] as string[]).join(', ')}`] : [])).join('; ');
}

/** The resource types of data events, as CloudTrail names them; others can be typed. */
export const resourceTypes = [
  'AWS::S3::Object', 'AWS::Lambda::Function', 'AWS::DynamoDB::Table', 'AWS::DynamoDB::Stream', 'AWS::S3::AccessPoint', 'AWS::S3ObjectLambda::AccessPoint', 'AWS::S3Express::Object', 'AWS::SNS::Topic', 'AWS::SQS::Queue',
  'AWS::Bedrock::Model', 'AWS::Bedrock::AgentAlias', 'AWS::Bedrock::KnowledgeBase', 'AWS::Cognito::IdentityPool', 'AWS::EC2::Snapshot', 'AWS::EMRWAL::Workspace', 'AWS::FinSpace::Environment', 'AWS::Glue::Table', 'AWS::GuardDuty::Detector',
  'AWS::KendraRanking::ExecutionPlan', 'AWS::KinesisVideo::Stream', 'AWS::Kinesis::Stream', 'AWS::ManagedBlockchain::Network', 'AWS::MedicalImaging::Datastore', 'AWS::RDS::DBCluster', 'AWS::SageMaker::Endpoint', 'AWS::SageMaker::FeatureGroup',
  'AWS::SSMMessages::ControlChannel', 'AWS::StepFunctions::StateMachine', 'AWS::SWF::Domain', 'AWS::Timestream::Database', 'AWS::VerifiedPermissions::PolicyStore', 'AWS::XRay::Trace',
];
export const networkSources = ['cloudtrail.amazonaws.com', 'ec2.amazonaws.com', 'kms.amazonaws.com', 's3.amazonaws.com', 'secretsmanager.amazonaws.com'];
