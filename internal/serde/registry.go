package serde

import "strings"

// serde is one of Hive's classes.
type serde struct {
	// new makes a maker of readers.
	new func(t *Table) (func() reader, error)
	// whole: see Format.Whole.
	whole bool
	// input are the input formats that the SerDe takes beside text.
	input []string
	// refuse says why the SerDe is not there.
	refuse string
}

const (
	lazySimple      = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
	cloudTrailInput = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
)

// textInputs are the input formats of files that are lines.
var textInputs = []string{
	"",
	"org.apache.hadoop.mapred.TextInputFormat",
	"org.apache.hadoop.mapreduce.lib.input.TextInputFormat",
}

const byEngine = "files of Parquet are read by the engine, not by a SerDe"

// serdes are the SerDes by the names of their classes.
var serdes = map[string]serde{
	lazySimple: {new: newText},
	"org.apache.hadoop.hive.serde2.MetadataTypedColumnsetSerDe":      {new: newText},
	"org.apache.hadoop.hive.serde2.RegexSerDe":                       {new: newRegex},
	"org.apache.hadoop.hive.contrib.serde2.RegexSerDe":               {new: newRegex},
	"org.apache.hadoop.hive.serde2.OpenCSVSerde":                     {new: newCSV},
	"com.bizo.hive.serde.csv.CSVSerde":                               {new: newCSV},
	"org.apache.hadoop.hive.serde2.MultiDelimitSerDe":                {new: newMultiDelimit},
	"org.apache.hadoop.hive.contrib.serde2.MultiDelimitSerDe":        {new: newMultiDelimit},
	"org.apache.hadoop.hive.serde2.avro.AvroSerDe":                   {new: newAvro, whole: true, input: []string{"org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat"}},
	"org.apache.hadoop.hive.ql.io.orc.OrcSerde":                      {refuse: "files of ORC are not read: no Go library of theirs is kept; write them as Parquet, by CREATE TABLE AS on Athena"},
	"com.amazonaws.glue.serde.GrokSerDe":                             {new: newGrok},
	"com.amazonaws.serde.GrokSerDe":                                  {new: newGrok},
	"org.openx.data.jsonserde.JsonSerDe":                             {new: newOpenX},
	"org.apache.hive.hcatalog.data.JsonSerDe":                        {new: newHiveJSON, input: []string{cloudTrailInput}},
	"org.apache.hadoop.hive.serde2.JsonSerDe":                        {new: newHiveJSON, input: []string{cloudTrailInput}},
	"com.amazon.emr.hive.serde.CloudTrailSerde":                      {new: newCloudTrail, input: []string{cloudTrailInput}},
	"org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe":    {refuse: byEngine},
	"parquet.hive.serde.ParquetHiveSerDe":                            {refuse: byEngine},
	"com.amazon.ionhiveserde.IonHiveSerDe":                           {refuse: "Amazon Ion is not read yet; write the files as JSON, and read them by org.openx.data.jsonserde.JsonSerDe"},
	"com.esri.hadoop.hive.serde.JsonSerde":                           {refuse: "Esri's JSON is not read"},
	"org.apache.hadoop.hive.serde2.columnar.ColumnarSerDe":           {refuse: "RCFile is not read"},
	"org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe": {refuse: "RCFile is not read"},
}

// textInput refuses an input format that the SerDe does not go with.
func textInput(t Table, s serde) error {
	name := strings.TrimSpace(t.InputFormat)
	for _, known := range append(s.input, textInputs...) {
		if name == known {
			return nil
		}
	}
	return unsupported("the input format %s is not read by the SerDe %s", name, t.SerDe)
}
