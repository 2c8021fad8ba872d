package functions

// Functions of the statement's own surroundings, and of nothing at all.
var sessions = []*Function{
	special("version", "() -> varchar", "the version of the server"),
	scalar("current_groups", "the groups of the user, of which there are none", on("() -> array(varchar)", "CAST([] AS VARCHAR[])")),
	scalar("uuid", "a random UUID", on("() -> uuid", "uuid()")).volatile(),
}
