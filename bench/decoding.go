package main

import (
	"context"
	"errors"
	"io"
	"os"

	"tarn/internal/decode"
	"tarn/internal/rows"
	"tarn/internal/schema"
)

// decoded counts what went through.
type decoded struct {
	Bytes, Records int64
}

// eachLog opens the log files of a folder one after another, decompressed.
func eachLog(dir string, do func(io.Reader) error) (any, error) {
	paths, _, err := logFiles(dir)
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		text, err := decode.Decompress(f)
		if err == nil {
			err = do(text)
			text.Close()
		}
		f.Close()
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// decompress is a child: LOGS. It reads them as an import does, and looks at nothing.
func decompress(_ context.Context, args []string) (any, error) {
	var d decoded
	buffer := make([]byte, 256<<10)
	_, err := eachLog(args[0], func(r io.Reader) error {
		for {
			n, err := r.Read(buffer)
			d.Bytes += int64(n)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
	return d, err
}

// decodeOnly is a child: LOGS. It fills batches of the size that an import writes, and throws them away.
func decodeOnly(_ context.Context, args []string) (any, error) {
	const batchRows = 40_000
	var d decoded
	layout := rows.NewLayout(schema.CloudTrail)
	batch := rows.NewBatch(layout, batchRows)
	var dec *decode.CloudTrail
	_, err := eachLog(args[0], func(r io.Reader) error {
		if dec == nil {
			dec = decode.NewCloudTrail(layout, r, decode.Options{})
		} else {
			dec.Reset(r)
		}
		for {
			var reject *decode.Reject
			switch err := dec.Next(batch); {
			case errors.Is(err, io.EOF):
				return nil
			case errors.As(err, &reject):
			case err != nil:
				return err
			}
			d.Records++
			if batch.N >= batchRows {
				batch.Reset()
			}
		}
	})
	return d, err
}
