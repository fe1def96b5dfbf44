import QtQuick
import QtQuick.VirtualKeyboard
import "../../keys"

// English letters.
Board {
    letters: Component {
        LetterBoard {
            lower: ["z", "x", "c", "v", "b", "n", "m"]
            columns: 10
            inputMode: InputEngine.InputMode.Latin
            language: "en"
            middle: ["aáàâä", "sß", "d", "f", "g", "h", "j", "k", "l"]
            period: ".?!'"
            shift: true
            upper: ["q", "w", "eéèêë", "r", "t", "y", "uüúùû", "iíìîï", "oöóòôø", "p"]
        }
    }
}
