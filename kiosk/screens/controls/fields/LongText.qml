import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import ".."
import "../.."

// Several lines of anything. The box grows with the text up to a third of a screen, then scrolls inside.
FieldBlock {
    id: block

    entry: passage
    hintBelow: true

    Flickable {
        id: box

        Layout.fillWidth: true
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        implicitHeight: Math.min(Math.max(Theme.mm(60), passage.implicitHeight), Theme.mm(130))
        interactive: contentHeight > height

        TextArea.flickable: TextPassage {
            id: passage

            faulty: block.faulty
            objectName: "entry." + block.field.fieldId
            spokenName: block.spokenName
            text: block.field.text

            onActiveFocusChanged: if (!activeFocus)
                block.field.leave()
            onTextChanged: {
                if (length > block.field.typedLimit)
                    remove(block.field.typedLimit, length);
                else
                    block.field.edit(text);
            }
        }
    }

    Hint {
        Layout.fillWidth: true
        text: qsTr("%1 of %2 characters").arg(Numerals.of(passage.length)).arg(Numerals.of(block.field.maxLength))
        visible: passage.length > 0.8 * block.field.maxLength
    }
}
