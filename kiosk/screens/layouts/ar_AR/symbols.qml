import "../../keys"

SignBoard {
    comma: "،"
    language: "ar"
    letters: "أ‌ب‌ج"
    signs: ["@#€&*()-+/", "!\"':؛؟%_", "~`|^=§°·[]{}<>«»“”‘’\\$£¥©®ـ…"]
}
