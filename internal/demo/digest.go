package demo

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// digest is a CloudTrail digest file. CloudTrail keeps its signature in the
// object's metadata; these digests have none, because there is no key to sign
// with. The hashes are true: they are of the decompressed files, as on AWS, and
// each digest names the one before it.
//
// CloudTrail writes a digest for each hour, with or without files. These cover
// the time between them without a gap, but there is none where nothing was
// delivered, and few where little was.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
type digest struct {
	Account           string      `json:"awsAccountId"`
	Start             string      `json:"digestStartTime"`
	End               string      `json:"digestEndTime"`
	Bucket            string      `json:"digestS3Bucket"`
	Object            string      `json:"digestS3Object"`
	Fingerprint       string      `json:"digestPublicKeyFingerprint"`
	Algorithm         string      `json:"digestSignatureAlgorithm"`
	Newest            string      `json:"newestEventTime"`
	Oldest            string      `json:"oldestEventTime"`
	PreviousBucket    *string     `json:"previousDigestS3Bucket"`
	PreviousObject    *string     `json:"previousDigestS3Object"`
	PreviousHash      *string     `json:"previousDigestHashValue"`
	PreviousAlgorithm *string     `json:"previousDigestHashAlgorithm"`
	PreviousSignature *string     `json:"previousDigestSignature"`
	Files             []digestLog `json:"logFiles"`
}

type digestLog struct {
	Bucket    string `json:"s3Bucket"`
	Object    string `json:"s3Object"`
	Hash      string `json:"hashValue"`
	Algorithm string `json:"hashAlgorithm"`
	Newest    string `json:"newestEventTime"`
	Oldest    string `json:"oldestEventTime"`
}

func iso(unix int64) string { return string(appendISO(nil, unix)) }

// digests makes the organisation trail's digests and puts each.
func (w *world) digests(logs []object, put func(key string, content []byte) error) error {
	logs = slices.DeleteFunc(slices.Clone(logs), func(o object) bool { return o.secondTrail })
	slices.SortFunc(logs, func(a, b object) int {
		return cmp.Or(cmp.Compare(a.site, b.site), cmp.Compare(a.stamp, b.stamp), cmp.Compare(a.key, b.key))
	})
	for len(logs) > 0 {
		s := logs[0].site
		n := 1
		for n < len(logs) && logs[n].site == s {
			n++
		}
		period := int64(day / min(max(w.slots[s]/4, 1), 24))
		if period < day {
			period -= period % hour
		}
		var chain *digest
		var previousHash string
		start := w.first
		for of := logs[:n]; len(of) > 0; {
			end := of[0].stamp - of[0].stamp%period + period
			m := 1
			for m < len(of) && of[m].stamp < end {
				m++
			}
			d := newDigest(s, start, end, of[:m])
			if chain != nil {
				bucket, algorithm, object, hash := logBucket, "SHA-256", chain.Object, previousHash
				d.PreviousBucket, d.PreviousAlgorithm, d.PreviousObject, d.PreviousHash = &bucket, &algorithm, &object, &hash
			}
			text, err := json.Marshal(d)
			if err != nil {
				return err
			}
			if err := put(d.Object, text); err != nil {
				return err
			}
			sum := sha256.Sum256(text)
			chain, previousHash = d, hex.EncodeToString(sum[:])
			of, start = of[m:], end
		}
		logs = logs[n:]
	}
	return nil
}

func newDigest(s site, start, end int64, logs []object) *digest {
	id, region := accounts[s.account()].id, regions[s.region()]
	fingerprint := sha256.Sum256([]byte(region + trailName))
	key := append([]byte(organisationPrefix), id+"/CloudTrail-Digest/"+region+"/"...)
	key = append(appendFolder(key, end), "/"+id+"_CloudTrail-Digest_"+region+"_"+trailName+"_"+homeRegion+"_"...)
	key = append(appendStamp(key, end), "00Z.json.gz"...)
	d := &digest{
		Account: id, Start: iso(start), End: iso(end), Bucket: logBucket, Object: string(key),
		Fingerprint: hex.EncodeToString(fingerprint[:16]), Algorithm: "SHA256withRSA",
	}
	oldest, newest := logs[0].oldest, logs[0].newest
	for i := range logs {
		o := &logs[i]
		oldest, newest = min(oldest, o.oldest), max(newest, o.newest)
		d.Files = append(d.Files, digestLog{logBucket, o.key, hex.EncodeToString(o.hash[:]), "SHA-256", iso(o.newest), iso(o.oldest)})
	}
	d.Oldest, d.Newest = iso(oldest), iso(newest)
	return d
}
