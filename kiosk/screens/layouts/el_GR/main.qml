import QtQuick
import QtQuick.VirtualKeyboard
import "../../keys"

// Greek letters, as on Greek keyboards: the accent is typed before its vowel.
Board {
    letters: Component {
        LetterBoard {
            accent: "΄"
            accented: ({
                    "α": "ά",
                    "ε": "έ",
                    "η": "ή",
                    "ι": "ίϊΐ",
                    "ο": "ό",
                    "υ": "ύϋΰ",
                    "ω": "ώ"
                })
            lower: ["ζ", "χ", "ψ", "ωώ", "β", "ν", "μ"]
            columns: 10
            inputMode: InputEngine.InputMode.Greek
            language: "el"
            middle: ["αά", "σ", "δ", "φ", "γ", "ηή", "ξ", "κ", "λ"]
            period: ".!·'"
            shift: true
            upper: [";", "ς", "εέ", "ρ", "τ", "υύϋΰ", "θ", "ιίϊΐ", "οό", "π"]
        }
    }
}
