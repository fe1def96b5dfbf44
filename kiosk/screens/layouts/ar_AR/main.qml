import QtQuick
import QtQuick.VirtualKeyboard
import "../../keys"

// Arabic letters in the order of Arabic keyboards (Arabic 101).
Board {
    letters: Component {
        LetterBoard {
            lower: ["ئ", "ء", "ؤ", "ر", "أإآٱ", "ى", "ة", "و", "ز", "ظ"]
            columns: 12
            comma: "،؛"
            inputMode: InputEngine.InputMode.Arabic
            language: "ar"
            middle: ["ش", "س", "ي", "ب", "ل", "اأإآ", "ت", "ن", "م", "ك", "ط", "ذ"]
            period: ".؟!:"
            upper: ["ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "د"]
        }
    }
}
