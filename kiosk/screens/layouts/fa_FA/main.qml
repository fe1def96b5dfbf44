import QtQuick
import QtQuick.VirtualKeyboard
import "../../keys"

// Persian letters in the order of the Iranian standard ISIRI 9147, all of them without a long press.
Board {
    letters: Component {
        LetterBoard {
            lower: ["ظ", "ط", "ژ", "ز", "ر", "ذ", "د", "پ", "وؤ", "ئء"]
            columns: 12
            comma: "،؛"
            inputMode: InputEngine.InputMode.Arabic
            joiner: "نیم‌فاصله"
            language: "fa"
            middle: ["ش", "س", "ی", "ب", "ل", "اأإ", "ت", "ن", "م", "ک", "گ", "آ"]
            period: ".؟!:"
            upper: ["ض", "ص", "ث", "ق", "ف", "غ", "ع", "هۀة", "خ", "ح", "ج", "چ"]
        }
    }
}
