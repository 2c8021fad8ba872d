package lake

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/apache/iceberg-go"

	"tarn/internal/schema"
)

// avroName is what a field of Avro may be called, in which manifests keep partitions (https://avro.apache.org/docs/1.12.0/specification/#names).
var avroName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// partitionField is a term's field of a partition.
func partitionField(s *iceberg.Schema, text string) (f iceberg.PartitionField, err error) {
	term, err := schema.ParseTerm(text)
	if err != nil {
		return f, err
	}
	column, ok := s.FindFieldByName(term.Column)
	if !ok {
		return f, fmt.Errorf("there is no column %s to partition by", term.Column)
	}
	if !avroName.MatchString(term.Name()) {
		return f, fmt.Errorf("partitions by %s: the name of a column that a table is partitioned by has letters of a to z, digits and underscores, because Avro's names do", term)
	}
	f = iceberg.PartitionField{SourceIDs: []int{column.ID}, Name: term.Name(), Transform: iceberg.IdentityTransform{}}
	if _, taken := s.FindFieldByName(f.Name); taken && term.Transform != "" {
		return f, fmt.Errorf("partitions by %s are called %s, as a column is: name the column otherwise", term, f.Name)
	}
	switch {
	case term.Number > 0:
		f.Transform, err = iceberg.ParseTransform(fmt.Sprintf("%s[%d]", term.Transform, term.Number))
	case term.Transform != "":
		f.Transform, err = iceberg.ParseTransform(term.Transform)
	}
	return f, err
}

var numbered = regexp.MustCompile(`^(\w+)\[(\d+)\]$`)

// Terms are what the table is partitioned by.
func (m *Made) Terms() (terms []schema.Term) {
	spec := m.ice.Spec()
	for i := range spec.NumFields() {
		f := spec.Field(i)
		column, _ := m.columns().FindFieldByID(f.SourceIDs[0])
		t := schema.Term{Column: column.Name}
		if text := f.Transform.String(); text != "identity" {
			t.Transform = text
			if parts := numbered.FindStringSubmatch(text); parts != nil {
				t.Transform = parts[1]
				t.Number, _ = strconv.Atoi(parts[2])
			}
		}
		terms = append(terms, t)
	}
	return terms
}
