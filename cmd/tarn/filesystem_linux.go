package main

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// networkFileSystems are those whose locks or renames cannot be relied on.
var networkFileSystems = map[uint32]string{
	unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "SMB",
	unix.CODA_SUPER_MAGIC: "Coda", unix.AFS_SUPER_MAGIC: "AFS", unix.CEPH_SUPER_MAGIC: "Ceph",
}

// refuseNetworkFileSystem fails where the directory lies on a network file system.
func refuseNetworkFileSystem(dir string) error {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return err
	}
	if name, ok := networkFileSystems[uint32(s.Type)]; ok {
		return fmt.Errorf("%s lies on a network file system (%s), whose locks Tarn cannot rely on; use a local disk", dir, name)
	}
	return nil
}

// machineMemory is the machine's memory in bytes.
func machineMemory() int64 {
	var s unix.Sysinfo_t
	if unix.Sysinfo(&s) != nil {
		return 4 << 30
	}
	return int64(s.Totalram) * int64(s.Unit)
}
