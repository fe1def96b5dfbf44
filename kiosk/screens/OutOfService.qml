import QtQuick
import QtQuick.Layouts
import Frontdoor
import "controls"

// The kiosk cannot serve: what is wrong, where to go instead, and a code for staff. In every language in turn.
ScreenBase {
    id: page

    required property OutOfServiceModel model
    property int turn: 0
    readonly property var words: page.model.sentences[page.turn % page.model.sentences.length]
    // Words before pictures: large ones need the whole width of a small glass.
    readonly property bool roomy: Theme.textSize < (Theme.landscape && page.height >= Theme.mm(230) ? 3 : 2)
    // What else helps comes after what is needed, which large text alone fills a low glass with.
    readonly property bool ample: !Theme.landscape || Theme.textSize < (page.height >= Theme.mm(230) ? 3 : 1)

    title: page.words.title

    function tellNext(): void {
        page.turn = (page.turn + 1) % page.model.sentences.length;
    }

    Timer {
        interval: 6000
        objectName: "turning"
        repeat: true
        running: page.visible && page.model.sentences.length > 1

        onTriggered: Theme.motionMs > 0 ? change.restart() : page.tellNext()
    }

    SequentialAnimation {
        id: change

        NumberAnimation {
            duration: 80
            property: "opacity"
            target: told
            to: 0
        }
        ScriptAction {
            script: page.tellNext()
        }
        NumberAnimation {
            duration: 90
            property: "opacity"
            target: told
            to: 1
        }
    }

    BrandLine {
        id: brand

        LayoutMirroring.childrenInherit: true
        LayoutMirroring.enabled: page.words.rightToLeft
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: parent.top
        name: page.words.desk
    }

    GridLayout {
        LayoutMirroring.childrenInherit: true
        LayoutMirroring.enabled: page.words.rightToLeft
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        anchors.top: brand.bottom
        anchors.topMargin: Theme.mm(8)
        columnSpacing: Theme.margin
        columns: Theme.landscape ? 2 : 1
        rowSpacing: Theme.mm(12)

        Scene {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.maximumHeight: Theme.landscape ? page.height : Theme.mm(180)
            Layout.preferredWidth: 5
            mirrored: page.words.rightToLeft
            picture: "out_of_service"
            visible: page.roomy
        }

        ColumnLayout {
            id: told

            Layout.alignment: Qt.AlignVCenter
            Layout.fillHeight: false
            Layout.fillWidth: true
            Layout.preferredWidth: 7
            spacing: Theme.mm(3)

            Title {
                Layout.fillWidth: true
                text: page.words.title
            }

            Subtitle {
                Layout.fillWidth: true
                text: page.words.what
            }

            Card {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(Theme.landscape ? 4 : 8)

                RowLayout {
                    spacing: Theme.mm(7)
                    width: parent.width

                    IconTile {
                        Layout.alignment: Qt.AlignTop
                        name: "map-pin"
                    }

                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0

                        Strong {
                            Layout.fillWidth: true
                            font.pixelSize: Theme.headingPx
                            text: page.words.instead
                        }

                        Hint {
                            Layout.fillWidth: true
                            text: page.words.directions
                            visible: text !== ""
                        }

                        Body {
                            Layout.fillWidth: true
                            Layout.topMargin: Theme.smallGap
                            text: page.words.elsewhere
                            visible: text !== "" && page.ample
                        }
                    }
                }
            }

            Hint {
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(2)
                text: page.words.code
            }
        }

        Item {
            Layout.columnSpan: Theme.landscape ? 2 : 1
            Layout.fillHeight: !Theme.landscape
            visible: !Theme.landscape
        }
    }
}
