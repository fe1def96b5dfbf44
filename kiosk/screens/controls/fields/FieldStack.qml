pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQml.Models
import "../.."

// The questions of one screen, one below the other. `heading` is the screen's title: a question of the same words has none of its own.
ColumnLayout {
    id: stack

    required property var fields
    required property string heading

    // To the question in `row`: it is what keeps the customer from going on.
    function show(row: int): void {
        const block = questions.itemAt(row) as FieldBlock;
        if (block)
            block.takeFocus();
    }

    spacing: Theme.mm(10)

    Repeater {
        id: questions

        model: stack.fields

        delegate: DelegateChooser {
            role: "kind"

            DelegateChoice {
                roleValue: "short_text"

                ShortText {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "long_text"

                LongText {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "choice"

                Choice {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "multiple_choice"

                MultipleChoice {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "yes_no"

                YesNo {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "date"

                DateField {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "date_range"

                DateRange {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "number"

                Number {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "money"

                Money {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "phone"

                Phone {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "email"

                Email {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "room"

                Room {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }

            DelegateChoice {
                roleValue: "asset_tag"

                AssetTag {
                    Layout.fillWidth: true
                    labelShown: field.label !== stack.heading
                }
            }
        }
    }
}
