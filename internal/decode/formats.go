package decode

// Formats are the formats that an import reads. What tells two apart by content comes first: the first that says yes counts.
var Formats = []Format{
	cloudTrail,
}
