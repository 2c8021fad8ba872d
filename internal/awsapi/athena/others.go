package athena

// others are the operations that are not answered, and why.
var others = map[string]string{
	"CancelCapacityReservation": capacity, "CreateCapacityReservation": capacity, "DeleteCapacityReservation": capacity,
	"GetCapacityReservation": capacity, "ListCapacityReservations": capacity, "UpdateCapacityReservation": capacity,
	"GetCapacityAssignmentConfiguration": capacity, "PutCapacityAssignmentConfiguration": capacity,

	"CreateNotebook": spark, "CreatePresignedNotebookUrl": spark, "DeleteNotebook": spark, "ExportNotebook": spark, "GetNotebookMetadata": spark,
	"ImportNotebook": spark, "ListNotebookMetadata": spark, "ListNotebookSessions": spark, "UpdateNotebook": spark, "UpdateNotebookMetadata": spark,
	"GetCalculationExecution": spark, "GetCalculationExecutionCode": spark, "GetCalculationExecutionStatus": spark, "ListCalculationExecutions": spark,
	"StartCalculationExecution": spark, "StopCalculationExecution": spark, "GetSession": spark, "GetSessionStatus": spark, "GetSessionEndpoint": spark,
	"GetResourceDashboard": spark, "ListSessions": spark, "StartSession": spark, "TerminateSession": spark, "ListExecutors": spark,
	"ListApplicationDPUSizes": spark,
}

const (
	capacity = "there is no capacity to reserve; query.memory and query.threads in tarn.yaml say what statements may use"
	spark    = "notebooks and calculations run on Spark, which can read the lake's tables through the Iceberg REST catalog"
)
