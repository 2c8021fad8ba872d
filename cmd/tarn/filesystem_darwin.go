package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// refuseNetworkFileSystem fails where the directory lies on a network file system.
func refuseNetworkFileSystem(dir string) error {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return err
	}
	if s.Flags&unix.MNT_LOCAL == 0 {
		return fmt.Errorf("%s lies on a network file system (%s), whose locks Tarn cannot rely on; use a local disk", dir, unix.ByteSliceToString(s.Fstypename[:]))
	}
	return nil
}

// machineMemory is the machine's memory in bytes.
func machineMemory() int64 {
	n, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 4 << 30
	}
	return int64(n)
}
