package term

import (
	"os"

	"golang.org/x/term"
)

// Terminal says whether a stream is a terminal, and how many cells wide.
func Terminal(stream any) (width int, ok bool) {
	f, ok := stream.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return width, true
}

// Coloured reports whether a stream takes colours: a terminal whose user has not said otherwise (https://no-color.org).
func Coloured(stream any) bool {
	_, ok := Terminal(stream)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

const (
	dim  = "\x1b[2m"
	bold = "\x1b[1m"

	reset = "\x1b[0m"
)

func paint(on bool, colour, s string) string {
	if !on || s == "" {
		return s
	}
	return colour + s + reset
}
