import "../../keys"

SignBoard {
    language: "el"
    letters: "ΑΒΓ"
    signs: ["@#€&*()-+/", "!\"':;?%_", "~`|^=§°·[]{}<>«»“”‘’\\$£¥©®™…"]
}
