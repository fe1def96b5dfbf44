import QtQuick
import "../../keys"

SignBoard {
    function createInputMethod(): var {
        return Qt.createQmlObject("import QtQuick.VirtualKeyboard.Plugins; PinyinInputMethod {}", parent);
    }

    comma: "，"
    language: "zh"
    letters: "拼音"
    period: "。"
    sharedLayouts: ["main"]
    signs: ["@#￥&*（）-+/", "！“”：；？、_", "~`|^=§°·【】{}《》「」‘’…\\$€£％—…©™®"]
}
