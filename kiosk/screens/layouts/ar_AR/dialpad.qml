import "../../keys"

// Telephone numbers.
Pad {
    before: "+"
    after: "-()/"
    spaced: true
}
