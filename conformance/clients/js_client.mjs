// aws-sdk-js v3
import { createRequire } from "node:module";
const require = createRequire(process.env.TARN_NODE_MODULES + "/");
const { AthenaClient, StartQueryExecutionCommand, GetQueryExecutionCommand, GetQueryResultsCommand, InvalidRequestException, ListWorkGroupsCommand } = require("@aws-sdk/client-athena");
const { CloudTrailClient, ListEventDataStoresCommand } = require("@aws-sdk/client-cloudtrail");
const { S3Client, GetObjectCommand } = require("@aws-sdk/client-s3");

const endpoint = process.env.TARN_ENDPOINT;
const table = `"aws:cloudtrail"."${process.env.TARN_STORE}"`;
// setup
const athena = new AthenaClient({ region: "us-east-1", endpoint });
// end
const cloudtrail = new CloudTrailClient({ region: "us-east-1", endpoint });
const s3 = new S3Client({ region: "us-east-1", endpoint, forcePathStyle: true });

console.log(JSON.stringify({ version: require("@aws-sdk/client-athena/package.json").version }));

async function flow(flow, operations, run) {
  let ok = true, note = "";
  try {
    await run();
  } catch (error) {
    ok = false;
    note = `${error.name}: ${error.message}`.slice(0, 300);
  }
  console.log(JSON.stringify({ flow, operations, ok, note }));
}

function equal(got, want) {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

async function ask(QueryString) {
  const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand({ QueryString }));
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (!["QUEUED", "RUNNING"].includes(QueryExecution.Status.State)) return QueryExecution;
    await new Promise((done) => setTimeout(done, 20));
  }
}

await flow("Athena: a query", "StartQueryExecution, GetQueryExecution, GetQueryResults", async () => {
  const execution = await ask(`SELECT count(*) AS n FROM ${table}`);
  equal(execution.Status.State, "SUCCEEDED");
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId }));
  equal([ResultSet.Rows[0].Data[0].VarCharValue, ResultSet.Rows.length, execution.Status.SubmissionDateTime instanceof Date], ["n", 2, true]);
});
await flow("Athena: a typed error", "StartQueryExecution", async () => {
  const error = await ask("SELECT FROM").then(() => null, (e) => e);
  equal([error instanceof InvalidRequestException, error.AthenaErrorCode], [true, "MALFORMED_QUERY"]);
});
await flow("Athena: workgroups", "ListWorkGroups", async () => {
  const { WorkGroups } = await athena.send(new ListWorkGroupsCommand({}));
  equal(WorkGroups.some((g) => g.Name === "primary"), true);
});
await flow("CloudTrail Lake: stores", "ListEventDataStores", async () => {
  const { EventDataStores } = await cloudtrail.send(new ListEventDataStoresCommand({}));
  equal(EventDataStores.length > 0, true);
});
await flow("Athena: the result file in S3", "S3 GetObject", async () => {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.*)$/.exec((await ask("SELECT 1 AS n")).ResultConfiguration.OutputLocation);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  equal(await Body.transformToString(), '"n"\n"1"\n');
});
