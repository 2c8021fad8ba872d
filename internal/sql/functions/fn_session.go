package functions

// Functions of the statement's own surroundings, and of nothing at all.
var sessions = []*Function{
	special("version", "() -> varchar", "the version of the server"),
	scalar("uuid", "a random UUID", on("() -> uuid", "uuid()")).volatile(),
}
