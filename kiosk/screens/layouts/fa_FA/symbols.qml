import "../../keys"

SignBoard {
    comma: "،"
    language: "fa"
    letters: "ا‌ب‌پ"
    signs: ["@#€&*()-+/", "!\"':؛؟%_", "~`|^=§°·[]{}<>«»“”‘’\\$£¥©®ـ…"]
}
