import "../../keys"

SignBoard {
    language: "en"
    letters: "ABC"
    signs: ["@#€&*()-+/", "!\"':;?%_", "~`|^=§°·[]{}<>«»“”‘’\\$£¥©®™…"]
}
