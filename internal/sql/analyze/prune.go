package analyze

func prune(n *Node) {}
