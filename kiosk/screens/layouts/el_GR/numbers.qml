import "../../keys"
import Frontdoor

// Numbers below zero and with a fraction.
Pad {
    before: "-"
    after: Session.decimalSign
}
