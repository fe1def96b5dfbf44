import QtQuick
import QtQuick.Shapes
import ".."

// A ring that runs empty, with a number in it.
Item {
    id: ring

    required property real fraction
    required property int number
    required property string spokenNumber
    readonly property int lineWidth: Theme.mm(4.5)

    Accessible.name: ring.spokenNumber
    Accessible.role: Accessible.StaticText
    implicitHeight: Theme.mm(75)
    implicitWidth: Theme.mm(75)

    Shape {
        anchors.fill: parent
        antialiasing: true

        ShapePath {
            fillColor: "transparent"
            strokeColor: Theme.highContrast ? Theme.pressed : Theme.line
            strokeWidth: ring.lineWidth

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.lineWidth) / 2
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            capStyle: ShapePath.RoundCap
            fillColor: "transparent"
            strokeColor: Theme.accent
            strokeWidth: ring.lineWidth

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.lineWidth) / 2
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * ring.fraction
            }
        }
    }

    Text {
        Accessible.ignored: true
        anchors.centerIn: parent
        color: Theme.ink
        font.bold: true
        font.pixelSize: Math.round(ring.height * 0.4)
        text: Numerals.of(ring.number)
    }
}
