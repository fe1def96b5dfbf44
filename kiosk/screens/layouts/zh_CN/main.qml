import QtQuick
import "../../keys"

// Pinyin: Latin letters that become Chinese words.
Board {
    // Parented to what holds the boards: the letters and the signs share it, and each is gone while the other is shown.
    function createInputMethod(): var {
        return Qt.createQmlObject("import QtQuick.VirtualKeyboard.Plugins; PinyinInputMethod {}", parent);
    }

    sharedLayouts: ["symbols"]

    letters: Component {
        LetterBoard {
            besideLower: "'"
            lower: ["z", "x", "c", "v", "b", "n", "m"]
            columns: 10
            comma: "，、"
            language: "zh"
            middle: ["a", "s", "d", "f", "g", "h", "j", "k", "l"]
            period: "。？！；："
            upper: ["q", "w", "e", "r", "t", "y", "u", "i", "o", "p"]
        }
    }
}
